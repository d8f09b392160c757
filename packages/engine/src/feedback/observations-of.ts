import { readFile } from 'node:fs/promises';
import type { Observation } from '@presage/anomaly';
import type { HomeWriter } from '../home/home-writer.ts';
import { decodeObservations } from '../home/observations-file.ts';

/** What the current version's calibration was measured on, where it is kept. */
export async function observationsOf(
  writer: HomeWriter,
): Promise<readonly Observation[] | undefined> {
  const { current, paths } = await writer.home();
  if (current?.observations === undefined) return undefined;
  const path = paths.normal(current.observations);
  try {
    return decodeObservations(new Uint8Array(await readFile(path)), path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

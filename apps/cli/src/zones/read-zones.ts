import { readFile } from 'node:fs/promises';
import { parseZones, type Zones } from '@presage/anomaly';
import { InputError } from '@presage/core';
import { systemAdvice } from '../frame/system-failure.ts';

/** No drawing is larger, bytes: a video given by mistake is. */
const largest = 4_000_000;

/**
 * Reads masks and zones.
 *
 * Throws InputError `zones-unreadable` where there is no such file, or none of JSON, and what
 * {@link parseZones} does.
 */
export async function readZones(path: string): Promise<Zones> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    const why = systemAdvice(cause) ?? (cause instanceof Error ? cause.message : String(cause));
    throw unreadable(path, why, cause);
  }
  if (bytes.length > largest) throw unreadable(path, 'it is too large to be a drawing');
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw unreadable(
      path,
      `it must be JSON, and is not (${cause instanceof Error ? cause.message : String(cause)})`,
      cause,
    );
  }
  return parseZones(value);
}

function unreadable(path: string, why: string, cause?: unknown): InputError {
  return new InputError({
    code: 'zones-unreadable',
    message: `${path} cannot be read as masks and zones: ${why}. Draw them with: presage zones video.mp4 --out zones.html`,
    cause,
    fields: { path },
  });
}

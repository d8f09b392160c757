import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { usageError } from '../frame/usage-error.ts';

export interface ApartOptions {
  /** Files that are read. */
  readonly inputs: readonly string[];
  /** Files that are written, and may replace what is there. */
  readonly outputs: readonly string[];
}

/**
 * Refuses to write a file over one that is read, or over another that is written.
 *
 * Throws a usage error.
 */
export async function checkApart({ inputs, outputs }: ApartOptions): Promise<void> {
  const taken = new Set(await Promise.all(inputs.map(placeOf)));
  for (const output of outputs) {
    const place = await placeOf(output);
    if (taken.has(place)) {
      throw usageError(`${output} would be written over a file that is needed: name another`);
    }
    taken.add(place);
  }
}

/** The one name of a file, whatever links lead to it; a file that is not there yet has only its own. */
async function placeOf(name: string): Promise<string> {
  const path = name.startsWith('file://') ? fileURLToPath(name) : name;
  return realpath(path).catch(() => resolve(path));
}

import { readFile } from 'node:fs/promises';
import { parseLabels, type ClipLabels } from '@presage/anomaly';
import { InputError } from '@presage/core';

/**
 * Reads which frames of clips are abnormal from a JSON file, by the clips' names, as
 * {@link parseLabels} describes.
 *
 * Throws InputError `labels-unreadable`, `labels-range`, `labels-region`.
 */
export async function readLabels(path: string): Promise<ReadonlyMap<string, ClipLabels>> {
  try {
    return parseLabels(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    const code = cause instanceof InputError ? cause.code : 'labels-unreadable';
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InputError({
      code,
      message: `${path} cannot be read as labels: ${reason}`,
      cause,
      fields: { path },
    });
  }
}

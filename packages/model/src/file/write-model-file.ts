import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { InputError } from '@presage/core';
import { encodeModelFile } from './encode-model-file.ts';
import type { ModelFile } from './model-file.ts';

/**
 * Writes a model file. It appears under its name only when it is complete and on the disk: it is
 * written beside it and renamed. A file of that name is replaced.
 *
 * Throws InputError `model-unwritable` where the folder is missing, not writable or full.
 */
export async function writeModelFile(path: string, file: ModelFile): Promise<void> {
  const bytes = encodeModelFile(file.bytes, file);
  const unfinished = `${path}.${randomUUID()}.part`;
  try {
    {
      await using handle = await open(unfinished, 'wx');
      await handle.writeFile(bytes);
      await handle.sync();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw new InputError({
      code: 'model-unwritable',
      message: `cannot write the model file ${path}: ${reasonOf(error)}; choose a folder that exists, is writable and has ${(bytes.length / 1e6).toFixed(1)} MB free`,
      cause: error,
      fields: { path },
    });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

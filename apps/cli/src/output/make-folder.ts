import { mkdir, rmdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InputError } from '@presage/core';
import { unwritable } from './unwritable.ts';

const stillUsed = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT']);

/**
 * Makes a folder, and those above it that are missing. Disposing takes away again what was made
 * here, as far as it is still empty.
 *
 * Throws InputError `output-unwritable`.
 */
export async function makeFolder(folder: string): Promise<AsyncDisposable> {
  const made: string[] = [];
  async function removeMade(): Promise<void> {
    for (const path of made.toReversed()) {
      try {
        await rmdir(path);
      } catch (error) {
        if (stillUsed.has(codeOf(error))) return;
        throw error;
      }
    }
  }

  try {
    // One by one: Node's own `recursive` never comes back where /proc refuses it.
    for (const path of await missingFolders(resolve(folder))) {
      await mkdir(path);
      made.push(path);
    }
  } catch (error) {
    await removeMade();
    throw error instanceof InputError ? error : unwritable(folder, error);
  }
  return { [Symbol.asyncDispose]: removeMade };
}

/** What is not there of a folder's path, the topmost first. */
async function missingFolders(folder: string): Promise<string[]> {
  const missing: string[] = [];
  for (let path = folder; ; path = dirname(path)) {
    try {
      if ((await stat(path)).isDirectory()) return missing;
    } catch (error) {
      const code = codeOf(error);
      if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
      missing.unshift(path);
      continue;
    }
    throw new InputError({
      code: 'output-unwritable',
      message:
        path === folder
          ? `${path} cannot be written to: it is a file; name a folder`
          : `${folder} cannot be made: ${path} is a file; name another folder`,
      fields: { path: folder },
    });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '@presage/core';

/**
 * Writes a file that appears under its name only when it is complete and on the disk; folders above
 * it are made. What was there stays until then.
 *
 * @throws InputError `home-unwritable`.
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    {
      await using handle = await open(unfinished, 'wx');
      await handle.writeFile(content);
      await handle.sync();
    }
    await rename(unfinished, path);
  } catch (cause) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw homeUnwritable(path, cause);
  }
}

/** What a failure to write into a model's home is told as. */
export function homeUnwritable(path: string, cause: unknown): InputError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = reasons[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new InputError({
    code: 'home-unwritable',
    message: `the model's versions and its normal set are kept beside it, and ${path} cannot be written: ${reason}`,
    cause,
    fields: { path },
  });
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied; change the permissions of the folder, or copy the model elsewhere',
  EPERM: 'not permitted; change the permissions of the folder, or copy the model elsewhere',
  EROFS: 'the file system is read-only; copy the model elsewhere',
  ENOSPC: 'the disk is full; make room (presage versions --prune 5 keeps the last five versions)',
  EDQUOT:
    'the disk quota is used up; make room (presage versions --prune 5 keeps the last five versions)',
  ENOTDIR: 'a part of the path is a file; move it away',
  EEXIST: 'a file stands where a folder belongs; move it away',
};

import { redact } from '@presage/core';

const advice: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder: check the path',
  EACCES: 'permission denied: choose another place, or change its permissions',
  EPERM: 'not permitted: choose another place, or change its permissions',
  EROFS: 'the file system is read-only: choose another place',
  ENOSPC: 'the disk is full: free some space, or choose another place',
  EDQUOT: 'the disk quota is used up: free some space, or choose another place',
  EISDIR: 'it is a folder, and a file is needed: give a file name',
  ENOTDIR: 'a part of the path is a file, not a folder: check the path',
  ENAMETOOLONG: 'the name is too long: choose a shorter one',
  EMFILE: 'too many files are open: close other programs, or raise `ulimit -n`',
  EIO: 'the device reports a read or write error: check the disk',
};

/** What went wrong and what to do, without the path; undefined as with {@link systemFailure}. */
export function systemAdvice(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return advice[String(error.code)];
}

/** Words for an error of the operating system; undefined for any other error, or one not known here. */
export function systemFailure(
  error: unknown,
): { code: string; message: string; fields: Readonly<Record<string, unknown>> } | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') {
    return undefined;
  }
  const words = systemAdvice(error);
  if (!words) return undefined;
  const path = 'path' in error && typeof error.path === 'string' ? redact(error.path) : undefined;
  return {
    code: `system-${error.code.toLowerCase()}`,
    message: path ? `${path}: ${words}` : words,
    fields: path ? { path } : {},
  };
}

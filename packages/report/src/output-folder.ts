import { InputError } from '@presage/core';
import { mkdir, mkdtemp, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { replaceEvents } from './replace-events.ts';

/** A place to write files that appear under their names only when all are complete. */
export interface OutputFolder extends AsyncDisposable {
  /** Where to write `name` until {@link publish}. */
  draft(name: string): string;
  /** Moves the drafts to their names, in this order, replacing what was there; returns the paths. */
  publish(names: readonly string[]): Promise<string[]>;
  /** The same for the folder of events: {@link replaceEvents}. */
  publishFolder(name: string): Promise<string>;
}

/**
 * Makes `folder` where needed and a hidden folder for drafts in it. Disposing takes away every draft
 * that was not published, and the folders that were made here, where they stay empty.
 *
 * @throws InputError `output-unwritable`: nothing can be written there.
 */
export async function openOutputFolder(folder: string): Promise<OutputFolder> {
  let made: string | undefined;
  let drafts: string;
  try {
    const first = await mkdir(folder, { recursive: true });
    made = first === undefined ? undefined : resolve(first);
    drafts = await mkdtemp(join(folder, '.report-'));
  } catch (error) {
    throw outputError(folder, error);
  }
  return {
    draft: (name) => join(drafts, name),
    async publish(names) {
      const paths: string[] = [];
      for (const name of names) {
        try {
          await rename(join(drafts, name), join(folder, name));
        } catch (error) {
          throw outputError(folder, error);
        }
        paths.push(join(folder, name));
      }
      return paths;
    },
    async publishFolder(name) {
      const path = join(folder, name);
      try {
        await replaceEvents(join(drafts, name), path, join(drafts, `${name}.earlier`));
      } catch (error) {
        throw outputError(folder, error);
      }
      return path;
    },
    async [Symbol.asyncDispose]() {
      await rm(drafts, { recursive: true, force: true });
      if (made !== undefined) await removeEmpty(resolve(folder), made);
    },
  };
}

/** Removes `folder` and the folders above it up to `top`, as far as they are empty. */
async function removeEmpty(folder: string, top: string): Promise<void> {
  for (let path = folder; ; path = dirname(path)) {
    try {
      await rmdir(path);
    } catch (error) {
      if (error instanceof Error && 'code' in error && notEmpty.has(String(error.code))) return;
      throw error;
    }
    if (path === top || path === dirname(path)) return;
  }
}

const notEmpty = new Set(['ENOTEMPTY', 'EEXIST']);

/** A failure to write, in words: what is wrong with the folder and what to do. */
export function outputError(folder: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = reasons[code];
  if (reason === undefined) return error;
  return new InputError({
    code: 'output-unwritable',
    message: `the report must be written to a folder, and ${folder} ${reason}`,
    cause: error,
    fields: { folder },
  });
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'may not be written to: choose another or change its permissions',
  EPERM: 'may not be written to: choose another or change its permissions',
  EROFS: 'is on a read-only file system: choose another',
  ENOTDIR: 'lies under a file: choose another',
  EEXIST: 'is a file: choose another',
  EISDIR: 'has a folder where a file of the report belongs: move that away',
  ENOSPC: 'is on a full disk: make room or choose another',
  EDQUOT: 'is over its disk quota: make room or choose another',
};

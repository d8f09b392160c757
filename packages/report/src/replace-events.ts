import { InputError } from '@presage/core';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { eventFiles } from './event-folder.ts';

/**
 * Puts a folder of events, a numbered folder each, in the place of an earlier one. What is there is
 * only taken away where it is one of these, too: a folder of that name may be somebody's own.
 *
 * @throws InputError `output-unwritable` where it is something else.
 */
export async function replaceEvents(from: string, to: string, aside: string): Promise<void> {
  const found = await namesIn(to);
  if (found === undefined) return rename(from, to);
  const ours = await Promise.all(
    found.map(
      async (name) =>
        /^[1-9]\d*$/u.test(name) && (await namesIn(join(to, name)))?.includes(eventFiles.event),
    ),
  );
  if (!ours.every(Boolean)) {
    throw new InputError({
      code: 'output-unwritable',
      message: `the report keeps its events in ${to}, and there is something else in that folder: move it away, or choose another folder`,
      fields: { folder: to },
    });
  }
  await rename(to, aside);
  try {
    await rename(from, to);
  } catch (error) {
    await rename(aside, to);
    throw error;
  }
  await rm(aside, { recursive: true, force: true });
}

/** What is in a folder; undefined where there is none. */
async function namesIn(folder: string): Promise<readonly string[] | undefined> {
  try {
    return await readdir(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT') return undefined;
    // A file: somebody's own.
    if (code === 'ENOTDIR') return [folder];
    throw error;
  }
}

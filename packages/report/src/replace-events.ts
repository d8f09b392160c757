import { InputError } from '@presage/core';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { eventFiles, eventsFolder } from './event-folder.ts';

/**
 * Looks, before the long work, whether a report can put its events into a folder: what is called
 * `events` there must be an earlier report's.
 *
 * @throws InputError `output-unwritable`.
 */
export async function checkReportFolder(outputFolder: string): Promise<void> {
  await earlierEvents(join(outputFolder, eventsFolder));
}

/**
 * Puts a folder of events, a numbered folder each, in the place of an earlier one. What is there is
 * only taken away where it is one of these, too: a folder of that name may be somebody's own.
 *
 * @throws InputError `output-unwritable` where it is something else.
 */
export async function replaceEvents(from: string, to: string, aside: string): Promise<void> {
  if ((await earlierEvents(to)) === 'none') return rename(from, to);
  await rename(to, aside);
  try {
    await rename(from, to);
  } catch (error) {
    await rename(aside, to);
    throw error;
  }
  await rm(aside, { recursive: true, force: true });
}

/** Whether there are events of an earlier report. */
async function earlierEvents(folder: string): Promise<'some' | 'none'> {
  const found = await namesIn(folder);
  if (found === undefined) return 'none';
  const ours = await Promise.all(
    found.map(
      async (name) =>
        /^[1-9]\d*$/u.test(name) && (await namesIn(join(folder, name)))?.includes(eventFiles.event),
    ),
  );
  if (ours.every(Boolean)) return 'some';
  throw new InputError({
    code: 'output-unwritable',
    message: `the report keeps its events in ${folder}, and there is something else in that folder: move it away, or choose another folder`,
    fields: { folder },
  });
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

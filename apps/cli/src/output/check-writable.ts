import { randomUUID } from 'node:crypto';
import { mkdir, open, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '@presage/core';
import { systemFailure } from '../frame/system-failure.ts';

/** Written to see whether there is room; less than any output needs. */
const probe = new Uint8Array(1 << 20);

/**
 * Finds out whether files can be written into a folder, before the long work that makes them.
 * A folder that is not there can be made; nothing is left behind.
 *
 * Throws InputError `output-unwritable`.
 */
export async function checkWritableFolder(folder: string): Promise<void> {
  let made: string | undefined;
  try {
    made = await mkdir(folder, { recursive: true });
    await writeProbe(folder);
  } catch (error) {
    throw unwritable(folder, error);
  } finally {
    if (made) await removeMade(folder, made);
  }
}

/**
 * The same for one file; its folder must be there.
 *
 * Throws InputError `output-unwritable`.
 */
export async function checkWritableFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found && !found.isFile()) {
    throw new InputError({
      code: 'output-unwritable',
      message: `${path} is not a file: give a file name, ${join(path, 'model.onnx')} for example`,
      fields: { path },
    });
  }
  try {
    await writeProbe(dirname(path));
  } catch (error) {
    throw unwritable(path, error);
  }
}

async function writeProbe(folder: string): Promise<void> {
  const path = join(folder, `.presage-${randomUUID()}`);
  try {
    await using file = await open(path, 'wx');
    await file.writeFile(probe);
    await file.sync();
  } finally {
    await rm(path, { force: true });
  }
}

/** Removes `folder` and its parents up to the topmost one that was made. */
async function removeMade(folder: string, topmost: string): Promise<void> {
  for (let path = folder; path.length >= topmost.length; path = dirname(path)) {
    await rmdir(path);
    if (basename(path) === '' || path === topmost) return;
  }
}

function unwritable(path: string, cause: unknown): InputError {
  const words =
    systemFailure(cause)?.message ?? (cause instanceof Error ? cause.message : String(cause));
  return new InputError({
    code: 'output-unwritable',
    message: `${path} cannot be written: ${words}`,
    cause,
    fields: { path },
  });
}

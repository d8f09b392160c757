import { randomUUID } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError } from '@presage/core';
import { makeFolder } from './make-folder.ts';
import { unwritable } from './unwritable.ts';

/** Written to see whether there is room; less than any output needs. */
const probe = new Uint8Array(1 << 20);

/**
 * Finds out whether files can be written into a folder, before the long work that makes them.
 * A folder that is not there can be made; nothing is left behind. `names` are files that will be
 * made in it: a folder of such a name is in the way.
 *
 * Throws InputError `output-unwritable`.
 */
export async function checkWritableFolder(
  folder: string,
  names: readonly string[] = [],
): Promise<void> {
  await checkRoom(folder, folder);
  for (const name of names) {
    const path = join(folder, name);
    if (!(await isOtherThanFile(path))) continue;
    throw new InputError({
      code: 'output-unwritable',
      message: `${path} cannot be written: it is not a file; move it away, or name another folder`,
      fields: { path },
    });
  }
}

/**
 * The same for one file; its folder, too, can be made.
 *
 * Throws InputError `output-unwritable`.
 */
export async function checkWritableFile(path: string): Promise<void> {
  if (await isOtherThanFile(path)) {
    throw new InputError({
      code: 'output-unwritable',
      message: `${path} is not a file: give a file name, ${join(path, 'model.onnx')} for example`,
      fields: { path },
    });
  }
  await checkRoom(dirname(path), path);
}

/** Writes a probe into a folder; `told` is what messages name. */
async function checkRoom(folder: string, told: string): Promise<void> {
  await using made = new AsyncDisposableStack();
  made.use(await makeFolder(folder));
  const path = join(folder, `.presage-${randomUUID()}`);
  try {
    await using file = await open(path, 'wx');
    await file.writeFile(probe);
    await file.sync();
  } catch (error) {
    throw unwritable(told, error);
  } finally {
    await rm(path, { force: true });
  }
}

async function isOtherThanFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && !found.isFile();
}

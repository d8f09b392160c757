import { randomUUID } from 'node:crypto';
import { access, constants, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '@presage/core';

/** A file that is written under another name beside its own until it is complete. */
export interface OutputFile extends AsyncDisposable {
  /** What to write to. */
  readonly temporary: string;
  /** Gives the complete file its name. Without it, disposal removes what was written. */
  commit(): Promise<void>;
}

/** @throws InputError `output-folder-missing`, `output-unwritable` */
export async function createOutputFile(path: string): Promise<OutputFile> {
  const final = resolve(path);
  const folder = dirname(final);
  const fields = { path };
  const facts = await stat(folder).catch(() => undefined);
  if (!facts?.isDirectory()) {
    throw new InputError({
      code: 'output-folder-missing',
      message: `${path} cannot be written: there is no folder ${folder}. Create it, or name another.`,
      fields,
    });
  }
  const taken = await stat(final).catch(() => undefined);
  if (taken?.isDirectory()) {
    throw new InputError({
      code: 'output-unwritable',
      message: `${path} cannot be written: it is a folder. Name a file.`,
      fields,
    });
  }
  try {
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new InputError({
      code: 'output-unwritable',
      message: `${path} cannot be written: the folder ${folder} is not writable. Change its permissions, or name another.`,
      cause,
      fields,
    });
  }
  const temporary = join(folder, `.${basename(final)}.${randomUUID().slice(0, 8)}.partial`);
  return {
    temporary,
    async commit() {
      await rename(temporary, final);
    },
    async [Symbol.asyncDispose]() {
      await rm(temporary, { force: true });
    },
  };
}

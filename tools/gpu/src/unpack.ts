import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { FatalError } from '@presage/core';
import { Unzip, UnzipInflate } from 'fflate';

/**
 * Takes files out of a zip archive, by their paths in there, into a folder, under their last names.
 * Archive and files stay out of memory.
 *
 * Throws FatalError `archive-incomplete` where one is not in there.
 */
export async function unpack(
  archive: string,
  paths: readonly string[],
  folder: string,
): Promise<void> {
  const outputs = new Map<string, WriteStream>();
  const failures: Error[] = [];
  const unzip = new Unzip((file) => {
    if (!paths.includes(file.name)) return;
    const output = createWriteStream(join(folder, file.name.slice(file.name.lastIndexOf('/') + 1)));
    output.on('error', (error) => failures.push(error));
    outputs.set(file.name, output);
    file.ondata = (error, chunk, final) => {
      if (error) failures.push(error);
      else output.write(chunk);
      if (final) output.end();
    };
    file.start();
  });
  unzip.register(UnzipInflate);

  try {
    for await (const chunk of createReadStream(archive, { highWaterMark: 2 ** 20 })) {
      unzip.push(chunk as Buffer);
      for (const output of outputs.values()) {
        if (output.writableNeedDrain && !output.errored) await once(output, 'drain');
      }
      if (failures[0]) throw failures[0];
    }
    unzip.push(new Uint8Array(0), true);
    for (const output of outputs.values()) await finished(output);
  } finally {
    for (const output of outputs.values()) output.destroy();
  }
  const missing = paths.filter((path) => !outputs.has(path));
  if (missing.length > 0) {
    throw new FatalError({
      code: 'archive-incomplete',
      message: `the package has no ${missing.join(', ')}; it is not the one this step was made for`,
    });
  }
}

import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Environment } from './resolve-ffmpeg.ts';

/** Every executable called `name` on the environment's PATH, in its order. */
export async function findOnPath(name: string, environment: Environment): Promise<string[]> {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const candidates = (environment['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, file));
  const found = await Promise.all(
    candidates.map((path) =>
      access(path, constants.X_OK).then(
        () => path,
        () => undefined,
      ),
    ),
  );
  return found.filter((path) => path !== undefined);
}

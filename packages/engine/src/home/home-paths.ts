import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** Where a model's home is, and what lies where in it. */
export interface HomePaths {
  /** The model file itself, links followed. */
  readonly model: string;
  /** `lobby.presage` beside `lobby.onnx`. */
  readonly folder: string;
  readonly index: string;
  readonly lock: string;
  /** Path of a version's file. */
  version(number: number): string;
  /** Path of a file of the normal set, by its name. */
  normal(name: string): string;
}

/** The paths of the home of the model at `modelPath`, be it there or not. */
export async function homePathsOf(modelPath: string): Promise<HomePaths> {
  const model = await realpath(modelPath).catch(() => resolve(modelPath));
  const folder = join(dirname(model), `${basename(model).replace(/\.onnx$/iu, '')}.presage`);
  return {
    model,
    folder,
    index: join(folder, 'versions.json'),
    lock: join(folder, 'lock'),
    version: (number) => join(folder, 'versions', `${String(number).padStart(4, '0')}.onnx`),
    normal: (name) => join(folder, 'normal', name),
  };
}

import { InputError } from '@presage/core';
import { fileDigest } from './file-digest.ts';
import type { HomeIndex, Mark, RollBack, Version } from './home-index.ts';
import { homePathsOf, type HomePaths } from './home-paths.ts';
import { readHomeIndex } from './read-home-index.ts';

/** Versions of a model, and what it was told, beside the model file: `lobby.presage` beside `lobby.onnx`. */
export interface ModelHome {
  readonly paths: HomePaths;
  /** In the order in which they were made; empty where the model has no home yet. */
  readonly versions: readonly Version[];
  /** Events that were marked normal, those forgotten again or rolled back among them. */
  readonly marks: readonly Mark[];
  readonly rollBacks: readonly RollBack[];
  /** The version that the model file is; undefined where it is none of them. */
  readonly current: Version | undefined;
  /**
   * Path of a version's file.
   *
   * @throws InputError `version-unknown`, `version-pruned`.
   */
  versionPath(number: number): string;
}

/**
 * Opens the home of the model at `modelPath` for reading; one that is not there is empty. The current
 * version is the one whose content the model file has, so that a file put there by hand is told as well.
 *
 * @throws InputError `home-damaged`, `home-newer`, `home-unreadable`.
 */
export async function openModelHome(modelPath: string): Promise<ModelHome> {
  const paths = await homePathsOf(modelPath);
  return modelHomeOf(paths, await readHomeIndex(paths));
}

/** The home whose index is known. */
export async function modelHomeOf(paths: HomePaths, index: HomeIndex): Promise<ModelHome> {
  const digest = await fileDigest(paths.model);
  const { versions, marks, rollBacks } = index;
  return {
    paths,
    versions,
    marks,
    rollBacks,
    current: versions.findLast(({ sha256 }) => sha256 === digest),
    versionPath: (number) => paths.version(versionOf(index, number).number),
  };
}

/**
 * A version whose file is there.
 *
 * @throws InputError `version-unknown`, `version-pruned`.
 */
export function versionOf({ versions }: Pick<HomeIndex, 'versions'>, number: number): Version {
  const found = versions.find((version) => version.number === number);
  const kept = versions.filter(({ pruned }) => !pruned).map((version) => version.number);
  if (!found) {
    throw new InputError({
      code: 'version-unknown',
      message: `the model has no version ${number}; ${kept.length > 0 ? `choose one of ${kept.join(', ')}` : 'it has no versions at all: presage learn and presage feedback make them'}`,
      fields: { number, kept },
    });
  }
  if (!found.pruned) return found;
  throw new InputError({
    code: 'version-pruned',
    message: `the file of version ${number} was removed to save room; choose one of ${kept.join(', ')}`,
    fields: { number, kept },
  });
}

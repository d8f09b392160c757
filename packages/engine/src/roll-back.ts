import type { Version } from './home/home-index.ts';
import { openHomeWriter } from './home/home-writer.ts';

/**
 * Makes an earlier version of a model the current one; what the model file was stays a version.
 *
 * @throws InputError `version-unknown`, `version-pruned`; FatalError `version-damaged`; as
 * `openHomeWriter` does.
 */
export async function rollBack(modelPath: string, to: number): Promise<Version> {
  await using writer = await openHomeWriter(modelPath);
  return await writer.rollBack(to);
}

/**
 * Removes the files of all versions of a model but the last `keep`, the first and the current one, and
 * what only they needed; their lines stay in the list. Gives those removed.
 *
 * @throws as `openHomeWriter` does.
 */
export async function pruneVersions(modelPath: string, keep: number): Promise<readonly Version[]> {
  await using writer = await openHomeWriter(modelPath);
  return await writer.prune(keep);
}

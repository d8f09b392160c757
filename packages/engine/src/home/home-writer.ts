import { readFile, rm } from 'node:fs/promises';
import { FatalError } from '@presage/core';
import { encodeModelFile, readModelFile, type ModelFile } from '@presage/model';
import { digestOf, fileDigest } from './file-digest.ts';
import type { HomeIndex, Mark, Version } from './home-index.ts';
import { lockHome } from './home-lock.ts';
import { homePathsOf, type HomePaths } from './home-paths.ts';
import { modelHomeOf, versionOf, type ModelHome } from './model-home.ts';
import { pruned } from './prune.ts';
import { readHomeIndex } from './read-home-index.ts';
import { thresholdFactsOf } from './threshold-facts.ts';
import { writeWhole } from './write-whole.ts';

/** A new version. */
export interface NewVersion {
  readonly file: ModelFile;
  readonly origin: Version['origin'];
  /** The version that it was made from. */
  readonly from?: number | undefined;
  readonly footage?: Version['footage'];
  /** Marks that it is the first with, or without. */
  readonly marks?: readonly number[];
  /** Name of the file in the normal set that its calibration was measured on. */
  readonly observations?: string | undefined;
}

/** The home of a model while nobody else may change it. Disposing lets others. */
export interface HomeWriter extends AsyncDisposable {
  /** As it is now. */
  home(): Promise<ModelHome>;
  /** A number for the next mark. */
  nextMark(): number;
  /** Writes a file of the normal set. */
  writeNormal(name: string, content: Uint8Array): Promise<void>;
  /** Adds a version, marks that it came with, and makes it the current one. */
  add(version: NewVersion, marks?: readonly Mark[]): Promise<Version>;
  /** Makes an earlier version the current one. */
  rollBack(number: number): Promise<Version>;
  /** Removes the files of all versions but the last `keep`, the current and the first. */
  prune(keep: number): Promise<readonly Version[]>;
}

/** Files of versions that are kept without being asked. */
const keptVersions = 20;

/**
 * Opens the home of the model at `modelPath` to change it, and keeps other processes from that until
 * disposed. What the model file holds and no version does becomes a version first, so that nothing is
 * ever lost. A crash at any moment leaves the old state or the new one.
 *
 * @throws TransientError `home-busy`; InputError `home-unwritable`, `home-damaged`, `home-newer`.
 */
export async function openHomeWriter(modelPath: string): Promise<HomeWriter> {
  const paths = await homePathsOf(modelPath);
  const lock = await lockHome(paths.lock);
  try {
    const writer = createWriter(paths, await readHomeIndex(paths), lock);
    await writer.adopt('replaced');
    return writer;
  } catch (error) {
    await lock[Symbol.asyncDispose]();
    throw error;
  }
}

/**
 * Makes what was just written to a model file a version of its home, where it has one. `origin`: how it
 * came to be.
 */
export async function keepVersion(modelPath: string, origin: Version['origin']): Promise<void> {
  const paths = await homePathsOf(modelPath);
  const index = await readHomeIndex(paths);
  if (index.versions.length === 0) return;
  await using lock = await lockHome(paths.lock);
  await createWriter(paths, await readHomeIndex(paths), lock).adopt(origin);
}

function createWriter(paths: HomePaths, opened: HomeIndex, lock: AsyncDisposable) {
  let index = opened;
  const current = async () => (await modelHomeOf(paths, index)).current;

  async function save(changed: HomeIndex): Promise<void> {
    await writeWhole(paths.index, `${JSON.stringify(changed, undefined, 2)}\n`);
    index = changed;
  }

  /** The file first, then the index that names it: a crash between leaves a file that nobody misses. */
  async function keep(bytes: Uint8Array<ArrayBuffer>, facts: VersionFacts): Promise<Version> {
    const number = (index.versions.at(-1)?.number ?? 0) + 1;
    const version: Version = {
      number,
      made: new Date().toISOString(),
      origin: facts.origin,
      ...(facts.from !== undefined && { from: facts.from }),
      sha256: digestOf(bytes),
      bytes: bytes.length,
      footage: [...(facts.footage ?? [])],
      marks: [...(facts.marks ?? [])],
      ...thresholdFactsOf(facts.file.calibration),
      ...(facts.observations !== undefined && { observations: facts.observations }),
    };
    await writeWhole(paths.version(number), bytes);
    await save({
      ...index,
      versions: [...index.versions, version],
      marks: [...index.marks, ...(facts.newMarks ?? [])],
    });
    return version;
  }

  async function adopt(origin: Version['origin']): Promise<void> {
    const digest = await fileDigest(paths.model);
    if (digest === undefined) return;
    const last = index.versions.at(-1);
    if (index.versions.some(({ sha256, pruned: gone }) => sha256 === digest && !gone)) return;
    const file = await readModelFile(paths.model);
    const before = origin === 'replaced' ? {} : { from: last?.number, observations: undefined };
    await keep(file.bytes, { file, origin, ...before });
  }

  async function prune(count: number): Promise<readonly Version[]> {
    const currentNumber = (await current())?.number;
    const { kept, removed, files } = pruned(index, { keep: count, current: currentNumber });
    if (removed.length === 0 && files.length === 0) return [];
    // The index first: it never names a file that is gone.
    await save(kept);
    for (const { number } of removed) await rm(paths.version(number), { force: true });
    for (const name of files) await rm(paths.normal(name), { force: true });
    return removed;
  }

  return {
    home: () => modelHomeOf(paths, index),
    nextMark: () => index.marks.reduce((most, { id }) => Math.max(most, id), 0) + 1,
    writeNormal: (name: string, content: Uint8Array) => writeWhole(paths.normal(name), content),
    adopt,
    async add(version: NewVersion, newMarks: readonly Mark[] = []): Promise<Version> {
      const bytes = encodeModelFile(version.file.bytes, version.file);
      const added = await keep(bytes, { ...version, newMarks });
      await writeWhole(paths.model, bytes);
      await prune(keptVersions);
      return added;
    },
    async rollBack(number: number): Promise<Version> {
      const version = versionOf(index, number);
      const bytes = await readFile(paths.version(number));
      if (digestOf(bytes) !== version.sha256) {
        throw new FatalError({
          code: 'version-damaged',
          message: `${paths.version(number)} is no longer what was kept as version ${number}; the model stays as it is: choose another version, or take another copy of the file`,
          fields: { number },
        });
      }
      const from = (await current())?.number;
      const at = new Date().toISOString();
      const line = { at, ...(from !== undefined && { from }), to: number };
      await save({ ...index, rollBacks: [...index.rollBacks, line] });
      await writeWhole(paths.model, bytes);
      return version;
    },
    prune,
    [Symbol.asyncDispose]: () => lock[Symbol.asyncDispose](),
  };
}

interface VersionFacts extends NewVersion {
  readonly newMarks?: readonly Mark[];
}

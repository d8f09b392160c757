import { readFile, rm } from 'node:fs/promises';
import type { Observation } from '@presage/anomaly';
import { FatalError, PresageError } from '@presage/core';
import { encodeModelFile, readModelFile, type ModelFile } from '@presage/model';
import { digestOf, fileDigest } from './file-digest.ts';
import type { HomeIndex, Mark, Version } from './home-index.ts';
import { lockHome } from './home-lock.ts';
import { homePathsOf, type HomePaths } from './home-paths.ts';
import { modelHomeOf, versionOf, type ModelHome } from './model-home.ts';
import { encodeObservations } from './observations-file.ts';
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
  /** Keeps what a calibration was measured on; the file's name, undefined where it would be too large. */
  keepObservations(observations: readonly Observation[]): Promise<string | undefined>;
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
export async function openHomeWriter(modelPath: string, patienceMs = 0): Promise<HomeWriter> {
  const paths = await homePathsOf(modelPath);
  const lock = await lockHome(paths.lock, patienceMs);
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
 * Makes what was just written to a model file a version of its home, where it has one: how it came to
 * be, and what its calibration was measured on where that changed.
 */
export async function keepVersion(
  modelPath: string,
  made: { readonly origin: Version['origin']; readonly observations?: readonly Observation[] },
): Promise<void> {
  const paths = await homePathsOf(modelPath);
  const index = await readHomeIndex(paths);
  if (index.versions.length === 0) return;
  await using lock = await lockHome(paths.lock);
  await createWriter(paths, await readHomeIndex(paths), lock).adopt(made.origin, made.observations);
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

  async function adopt(
    origin: Version['origin'],
    measured?: readonly Observation[],
  ): Promise<void> {
    const digest = await fileDigest(paths.model);
    if (digest === undefined) return;
    if (index.versions.some(({ sha256, pruned: gone }) => sha256 === digest && !gone)) return;
    const file = await readable(paths.model);
    if (!file) return;
    const last = index.versions.at(-1);
    const from = origin === 'replaced' ? undefined : last?.number;
    const observations = measured ? await keepObservations(measured) : undefined;
    const same = origin === 'threshold' ? last?.observations : undefined;
    await keep(file.bytes, { file, origin, from, observations: observations ?? same });
  }

  async function keepObservations(measured: readonly Observation[]): Promise<string | undefined> {
    const bytes = encodeObservations(measured);
    if (!bytes) return undefined;
    const name = `observations-${digestOf(bytes).slice(0, 12)}.safetensors`;
    await writeWhole(paths.normal(name), bytes);
    return name;
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
    keepObservations,
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

/** A model file; undefined where what is there is none that can be read. */
async function readable(path: string): Promise<ModelFile | undefined> {
  try {
    return await readModelFile(path);
  } catch (error) {
    if (PresageError.isInstance(error)) return undefined;
    throw error;
  }
}

interface VersionFacts extends NewVersion {
  readonly newMarks?: readonly Mark[];
}

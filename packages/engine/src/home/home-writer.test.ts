import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildStepModel,
  comparingNetworkSpecSchema,
  initialWeights,
  readModelFile,
  seededRandom,
  writeModelFile,
  type ModelFile,
} from '@presage/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { digestOf } from './file-digest.ts';
import { keepVersion, openHomeWriter, type HomeWriter } from './home-writer.ts';
import { openModelHome } from './model-home.ts';

const spec = comparingNetworkSpecSchema.parse({
  input: { width: 8, height: 8, frameRate: 5 },
  layers: [{ type: 'conv', filters: 1, kernelSize: 3 }],
  patchSize: 4,
  warmUpFrames: 2,
});

/** A model that differs from others by its seed alone. */
function modelOf(seed: number): ModelFile {
  const { onnx: bytes, description } = buildStepModel(
    spec,
    initialWeights(spec, seededRandom(seed)),
  );
  return { bytes, description };
}

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-home-'));
  path = join(folder, 'room.onnx');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function writing<T>(work: (writer: HomeWriter) => Promise<T>): Promise<T> {
  await using writer = await openHomeWriter(path);
  return await work(writer);
}
const add = (seed: number, more: { readonly from?: number } = {}) =>
  writing((writer) => writer.add({ file: modelOf(seed), origin: 'learned', ...more }));
const currentOf = async () => (await openModelHome(path)).current?.number;
const content = async (name = path) => digestOf(await readFile(name));

test('each version is kept, and the model file is the last', async () => {
  await add(1);
  await add(2, { from: 1 });
  const home = await openModelHome(path);
  expect(home.versions).toMatchObject([
    { number: 1, origin: 'learned' },
    { number: 2, origin: 'learned', from: 1 },
  ]);
  expect(home.current?.number).toBe(2);
  for (const { number, sha256 } of home.versions) {
    expect(await content(home.versionPath(number))).toBe(sha256);
  }
  expect(await content()).toBe(home.versions[1]!.sha256);
  expect(await readdir(folder)).toEqual(['room.onnx', 'room.presage']);
  expect((await readModelFile(home.versionPath(1))).description).toEqual(modelOf(1).description);
});

test('a model without a home becomes its first version when something changes', async () => {
  await writeModelFile(path, modelOf(1));
  expect(await openModelHome(path)).toMatchObject({ versions: [], current: undefined });
  const before = await content();
  await add(2);
  const home = await openModelHome(path);
  expect(home.versions).toMatchObject([{ number: 1, origin: 'replaced' }, { number: 2 }]);
  expect(await content(home.versionPath(1))).toBe(before);
});

test('going back and forth loses nothing, and is told', async () => {
  await add(1);
  await add(2);
  expect(await writing((writer) => writer.rollBack(1))).toMatchObject({ number: 1 });
  expect(await currentOf()).toBe(1);
  await writing((writer) => writer.rollBack(2));
  const { versions, rollBacks, current } = await openModelHome(path);
  expect(versions).toHaveLength(2);
  expect(current?.number).toBe(2);
  expect(rollBacks).toMatchObject([
    { from: 2, to: 1 },
    { from: 1, to: 2 },
  ]);
});

test('a file that something else wrote is no version until the next change makes it one', async () => {
  await add(1);
  await writeModelFile(path, modelOf(7));
  expect(await currentOf()).toBeUndefined();
  const foreign = await content();
  await writing((writer) => writer.rollBack(1));
  const home = await openModelHome(path);
  expect(home.versions.map(({ origin }) => origin)).toEqual(['learned', 'replaced']);
  expect(await content(home.versionPath(2))).toBe(foreign);
});

test('what calibrating wrote becomes a version where there is a home, and nothing where there is none', async () => {
  await writeModelFile(path, modelOf(1));
  await keepVersion(path, { origin: 'calibrated' });
  expect(await readdir(folder)).toEqual(['room.onnx']);
  await add(2);
  await writeModelFile(path, modelOf(3));
  await keepVersion(path, { origin: 'calibrated' });
  const { versions, current } = await openModelHome(path);
  expect(versions.at(-1)).toMatchObject({ number: 3, origin: 'calibrated', from: 2 });
  expect(current?.number).toBe(3);
});

test('a crash between the version and the model file loses neither', async () => {
  await add(1);
  const first = await readFile(path);
  await add(2);
  // As if the last rename had not happened.
  await writeFile(path, first);
  expect(await currentOf()).toBe(1);
  expect((await openModelHome(path)).versions).toHaveLength(2);
  await writing((writer) => writer.rollBack(2));
  expect(await currentOf()).toBe(2);
});

test('two at once: the second is told who is there', async () => {
  await add(1);
  await using _ = await openHomeWriter(path);
  await expect(openHomeWriter(path)).rejects.toMatchObject({
    code: 'home-busy',
    fields: { pid: process.pid, host: hostname() },
  });
});

test('a lock that a dead process left is taken over', async () => {
  await mkdir(join(folder, 'room.presage'));
  // No process has this number: Linux has 4194304 at most.
  const left = { pid: 2 ** 31 - 2, host: hostname(), since: '2026-01-01T00:00:00.000Z' };
  await writeFile(join(folder, 'room.presage', 'lock'), JSON.stringify(left));
  await add(1);
  expect(await readdir(join(folder, 'room.presage'))).not.toContain('lock');
});

test('pruning keeps the first, the current and the last; the list says what is gone', async () => {
  for (const seed of [1, 2, 3, 4, 5]) await add(seed);
  await writing((writer) => writer.rollBack(2));
  const removed = await writing((writer) => writer.prune(1));
  expect(removed.map(({ number }) => number)).toEqual([3, 4]);
  expect((await readdir(join(folder, 'room.presage', 'versions'))).toSorted()).toEqual([
    '0001.onnx',
    '0002.onnx',
    '0005.onnx',
  ]);
  const home = await openModelHome(path);
  expect(home.versions.map(({ pruned }) => pruned ?? false)).toEqual([
    false,
    false,
    true,
    true,
    false,
  ]);
  expect(() => home.versionPath(3)).toThrow(
    expect.objectContaining({
      code: 'version-pruned',
      fields: { number: 3, kept: [1, 2, 5] },
    }) as Error,
  );
  expect(() => home.versionPath(9)).toThrow(
    expect.objectContaining({ code: 'version-unknown' }) as Error,
  );
});

test('no more than twenty files are kept without being asked', async () => {
  for (let seed = 1; seed <= 23; seed += 1) await add(seed);
  const kept = await readdir(join(folder, 'room.presage', 'versions'));
  expect(kept).toHaveLength(21);
  expect(kept).toContain('0001.onnx');
});

test('a link to a model leads to the home of the model', async () => {
  await add(1);
  await symlink('room.onnx', join(folder, 'link.onnx'));
  expect((await openModelHome(join(folder, 'link.onnx'))).versions).toHaveLength(1);
});

test('a version that was changed on the disk is not gone back to', async () => {
  await add(1);
  await add(2);
  const before = await content();
  await writeFile((await openModelHome(path)).versionPath(1), 'something else');
  await expect(writing((writer) => writer.rollBack(1))).rejects.toMatchObject({
    code: 'version-damaged',
  });
  expect(await content()).toBe(before);
});

test.for([
  { what: 'no JSON', text: '{"format":', code: 'home-damaged' },
  { what: 'of something else', text: '[]', code: 'home-damaged' },
  { what: 'of a later program', text: '{"version": 2}', code: 'home-newer' },
])('an index that is $what is told as such, and stays', async ({ text, code }) => {
  await add(1);
  const index = join(folder, 'room.presage', 'versions.json');
  await writeFile(index, text);
  await expect(openModelHome(path)).rejects.toMatchObject({ code });
  await expect(openHomeWriter(path)).rejects.toMatchObject({ code });
  expect(await readFile(index, 'utf8')).toBe(text);
  // The lock is given back.
  expect(await readdir(join(folder, 'room.presage'))).not.toContain('lock');
});

test('a file where the home belongs is told', async () => {
  await writeFile(join(folder, 'room.presage'), 'a file');
  await expect(openHomeWriter(path)).rejects.toMatchObject({ code: 'home-unwritable' });
});

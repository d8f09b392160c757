import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeSafetensors, type Weights } from '@presage/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { smallSpec } from '../test/moving-square.ts';
import type { Checkpoint } from './checkpoint.ts';
import { readCheckpoint, writeCheckpoint, type TrainingTask } from './checkpoint-file.ts';

const task: TrainingTask = { spec: smallSpec(), seed: 1, footage: 'a1', totalSteps: 64 };

const weights = (...values: readonly number[]): Weights =>
  new Map([
    ['a.weight', Float32Array.from(values)],
    ['b/bias', Float32Array.of(0.1)],
  ]);

const checkpoint: Checkpoint = {
  step: 16,
  weights: weights(1, -2.5, 1e-20),
  means: weights(0.25, 0, 3),
  meanSquares: weights(4, 5, 6),
};

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-checkpoint-'));
  path = join(folder, 'lobby.checkpoint');
});
afterEach(async () => rm(folder, { recursive: true }));

test('what is written is read, to the bit', async () => {
  await writeCheckpoint(path, checkpoint, task);
  expect(await readCheckpoint(path, task)).toEqual(checkpoint);
});

test('where there is no file there is no checkpoint', async () => {
  expect(await readCheckpoint(path, task)).toBeUndefined();
});

test('a later checkpoint takes the place of the one before, and nothing else is left', async () => {
  await writeCheckpoint(path, checkpoint, task);
  await writeCheckpoint(path, { ...checkpoint, step: 24 }, task);
  expect(await readCheckpoint(path, task)).toMatchObject({ step: 24 });
  expect(await readdir(folder)).toEqual(['lobby.checkpoint']);
});

test('where it cannot be written, the error is told and no half of it is left', async () => {
  await mkdir(path);
  await expect(writeCheckpoint(path, checkpoint, task)).rejects.toMatchObject({
    syscall: 'rename',
  });
  expect(await readdir(folder)).toEqual(['lobby.checkpoint']);
  await expect(writeCheckpoint(join(folder, 'none', 'x'), checkpoint, task)).rejects.toMatchObject({
    code: 'ENOENT',
  });
});

test('a folder in its place is an error, not a missing checkpoint', async () => {
  await mkdir(path);
  await expect(readCheckpoint(path, task)).rejects.toMatchObject({ code: 'EISDIR' });
});

describe('refused', () => {
  test.for<[what: string, other: Partial<TrainingTask>]>([
    ['network', { spec: smallSpec({ patchSize: 2 }) }],
    ['seed', { seed: 2 }],
    ['footage', { footage: 'a2' }],
    ['batch', { batchSize: 2 }],
    ['learning rate', { learningRate: 0.1 }],
    ['length', { totalSteps: 65 }],
  ])('is the checkpoint of another %s', async ([, other]) => {
    await writeCheckpoint(path, checkpoint, task);
    await expect(readCheckpoint(path, { ...task, ...other })).rejects.toMatchObject({
      name: 'InputError',
      code: 'checkpoint-other',
      message: expect.stringContaining(path) as string,
    });
  });

  const damaged = {
    name: 'InputError',
    code: 'checkpoint-damaged',
    message: expect.stringContaining('remove it') as string,
  };

  test('is one cut off at any place', async () => {
    await writeCheckpoint(path, checkpoint, task);
    const bytes = await readFile(path);
    for (const length of [0, 7, 8, 100, bytes.length - 1]) {
      await writeFile(path, bytes.subarray(0, length));
      await expect(readCheckpoint(path, task)).rejects.toMatchObject(damaged);
    }
  });

  test.for<[what: string, bytes: Uint8Array]>([
    ['a text', new TextEncoder().encode('this is no checkpoint at all')],
    ['tensors without the metadata', encodeSafetensors([], {})],
    [
      'one of a newer version',
      encodeSafetensors([], { 'presage.checkpoint': '2', step: '1', task: '{}' }),
    ],
    [
      'one at no step',
      encodeSafetensors([], { 'presage.checkpoint': '1', step: '-1', task: '{}' }),
    ],
  ])('is %s', async ([, bytes]) => {
    await writeFile(path, bytes);
    await expect(readCheckpoint(path, task)).rejects.toMatchObject(damaged);
  });
});

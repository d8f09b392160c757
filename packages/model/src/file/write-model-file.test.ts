import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { leakySumsFile } from '../../test/leaky-sums.ts';
import { readModelFile } from './read-model-file.ts';
import { writeModelFile } from './write-model-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-model-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a written file reads back, replaces the old one and leaves nothing beside it', async () => {
  const path = join(folder, 'lobby.onnx');
  await writeFile(path, 'an older file');
  await writeModelFile(path, { ...leakySumsFile(), calibration: [1, 2] });
  expect(await readModelFile(path)).toMatchObject({ calibration: [1, 2] });
  expect(await readdir(folder)).toEqual(['lobby.onnx']);
});

test('where it cannot be written, nothing is left', async () => {
  const refused = { code: 'model-unwritable' };
  await expect(
    writeModelFile(join(folder, 'none', 'x.onnx'), leakySumsFile()),
  ).rejects.toMatchObject(refused);
  await mkdir(join(folder, 'taken.onnx'));
  await expect(writeModelFile(join(folder, 'taken.onnx'), leakySumsFile())).rejects.toMatchObject(
    refused,
  );
  expect(await readdir(folder)).toEqual(['taken.onnx']);
});

test('metadata that breaks its schema leaves the old file as it was', async () => {
  const path = join(folder, 'lobby.onnx');
  await writeFile(path, 'an older file');
  const file = leakySumsFile();
  const broken = { ...file, description: { ...file.description, warmUpFrames: -1 } };
  await expect(writeModelFile(path, broken)).rejects.toThrow('warmUpFrames');
  expect(await readFile(path, 'utf8')).toBe('an older file');
  expect(await readdir(folder)).toEqual(['lobby.onnx']);
});

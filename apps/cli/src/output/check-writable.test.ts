import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkWritableFile, checkWritableFolder } from './check-writable.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-writable-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a folder that can be made is fine, and is not left behind', async () => {
  await checkWritableFolder(join(folder, 'a', 'b'));
  expect(await readdir(folder)).toEqual([]);
});

test('what a folder holds stays as it is', async () => {
  await writeFile(join(folder, 'scores.csv'), 'old');
  await checkWritableFolder(folder);
  expect(await readdir(folder)).toEqual(['scores.csv']);
});

test('a file is no folder', async () => {
  await writeFile(join(folder, 'file'), '');
  for (const path of [join(folder, 'file'), join(folder, 'file', 'below')]) {
    await expect(checkWritableFolder(path)).rejects.toMatchObject({ code: 'output-unwritable' });
  }
});

test('a folder that takes no files is told', async ({ skip }) => {
  skip(!existsSync('/proc/self'), 'this system has no /proc, a folder that takes no files');
  await expect(checkWritableFolder('/proc')).rejects.toMatchObject({ code: 'output-unwritable' });
  await expect(checkWritableFile('/proc/model.onnx')).rejects.toMatchObject({
    code: 'output-unwritable',
  });
});

test('a file needs its folder, and must not be one', async () => {
  await mkdir(join(folder, 'model.onnx'));
  await expect(checkWritableFile(join(folder, 'model.onnx'))).rejects.toThrow('is not a file');
  await expect(checkWritableFile(join(folder, 'none', 'model.onnx'))).rejects.toThrow(
    'check the path',
  );
});

test('an older file stays until the new one is there', async () => {
  await writeFile(join(folder, 'model.onnx'), 'old');
  await checkWritableFile(join(folder, 'model.onnx'));
  expect(await readdir(folder)).toEqual(['model.onnx']);
});

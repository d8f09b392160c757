import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkWritableFile, checkWritableFolder } from './check-writable.ts';
import { unwritable } from './unwritable.ts';

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
  await expect(checkWritableFolder(join(folder, 'file'))).rejects.toMatchObject({
    code: 'output-unwritable',
    message: `${join(folder, 'file')} cannot be written to: it is a file; name a folder`,
  });
  await expect(checkWritableFolder(join(folder, 'file', 'below'))).rejects.toThrow('is a file');
});

test('a folder where an output belongs is in the way', async () => {
  await mkdir(join(folder, 'report.html'));
  await expect(checkWritableFolder(folder, ['scores.csv', 'report.html'])).rejects.toMatchObject({
    code: 'output-unwritable',
    message: expect.stringContaining('report.html cannot be written: it is not a file') as string,
  });
});

test('a system that makes no folders is told, and does not wait for ever', async ({ skip }) => {
  skip(!existsSync('/proc/self'), 'this system has no /proc, a folder that takes no folders');
  for (const path of ['/proc/x', '/proc/x/y']) {
    await expect(checkWritableFolder(path)).rejects.toThrow(`${path} cannot be written: `);
  }
});

test.for(['EROFS', 'ENOSPC', 'EACCES'])('%s is said in words, of the path given', (code) => {
  const cause = Object.assign(new Error(code), { code, path: '/out/.presage-probe' });
  const { message } = unwritable('/out', cause);
  expect(message).toMatch(/^\/out cannot be written: .*(?:read-only|full|denied)/u);
  expect(message).not.toContain('probe');
});

test('a folder that takes no files is told', async ({ skip }) => {
  skip(!existsSync('/proc/self'), 'this system has no /proc, a folder that takes no files');
  await expect(checkWritableFolder('/proc')).rejects.toMatchObject({ code: 'output-unwritable' });
  await expect(checkWritableFile('/proc/model.onnx')).rejects.toMatchObject({
    code: 'output-unwritable',
  });
});

test('a file must not be a folder; one that it needs can be made, and is not left behind', async () => {
  await mkdir(join(folder, 'model.onnx'));
  await expect(checkWritableFile(join(folder, 'model.onnx'))).rejects.toThrow('is not a file');
  await checkWritableFile(join(folder, 'none', 'model.onnx'));
  expect(await readdir(folder)).toEqual(['model.onnx']);
});

test('an older file stays until the new one is there', async () => {
  await writeFile(join(folder, 'model.onnx'), 'old');
  await checkWritableFile(join(folder, 'model.onnx'));
  expect(await readdir(folder)).toEqual(['model.onnx']);
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readZones } from './read-zones.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-zones-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const polygon = [
  [0, 0],
  [1, 0],
  [0, 1],
];

test('reads a drawing', async () => {
  const path = join(folder, 'zones.json');
  await writeFile(path, JSON.stringify({ version: 1, masks: [{ name: 'tree', polygon }] }));
  expect(await readZones(path)).toMatchObject({ masks: [{ name: 'tree', polygon }], zones: [] });
});

test.for([
  ['a file that is not there', undefined, 'there is no such file'],
  ['a file that is no JSON', '{ "version": 1, ', 'it must be JSON'],
  ['bytes that are no text', Uint8Array.of(0xff, 0xfe, 0x00), 'it must be JSON'],
  ['a video', new Uint8Array(5_000_000), 'too large to be a drawing'],
] as const)('says what is wrong with %s', async ([name, content, says]) => {
  const path = join(folder, name);
  if (content !== undefined) await writeFile(path, content);
  await expect(readZones(path)).rejects.toMatchObject({
    code: 'zones-unreadable',
    message: expect.stringContaining(says) as string,
  });
});

import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkApart } from './check-apart.ts';

let folder: string;
const at = (name: string) => join(folder, name);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-apart-'));
  await writeFile(at('room.mp4'), 'a video');
  await symlink(at('room.mp4'), at('link.mp4'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('files that have nothing to do with each other are fine', async () => {
  const paths = { inputs: [at('room.mp4'), at('none')], outputs: [at('a'), at('b')] };
  await expect(checkApart(paths)).resolves.toBeUndefined();
});

test.for([
  { to: 'what is read', inputs: ['room.mp4'], outputs: ['room.mp4'] },
  { to: 'a link to what is read', inputs: ['room.mp4'], outputs: ['a', 'link.mp4'] },
  { to: 'what is read through a link', inputs: ['link.mp4'], outputs: ['room.mp4'] },
  { to: 'what is written already', inputs: [], outputs: ['new', './new'] },
])('writing to $to is refused', async ({ inputs, outputs }) => {
  const paths = { inputs: inputs.map(at), outputs: outputs.map((name) => `${folder}/${name}`) };
  await expect(checkApart(paths)).rejects.toMatchObject({ code: 'usage' });
});

test('an address of a file is that file', async () => {
  const inputs = [pathToFileURL(at('room.mp4')).href];
  await expect(checkApart({ inputs, outputs: [at('room.mp4')] })).rejects.toThrow('name another');
});

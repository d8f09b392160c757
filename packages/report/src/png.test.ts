import { execFileSync } from 'node:child_process';
import { resolveFfmpeg } from '@presage/io';
import { expect, test } from 'vitest';
import { encodePng } from './png.ts';

test('another program reads the same pixels back', async () => {
  const pixels = Uint8Array.from({ length: 5 * 3 * 4 }, (_, i) => (i * 37) % 256);
  const { ffmpeg } = await resolveFfmpeg();
  const read = execFileSync(
    ffmpeg.path,
    ['-v', 'error', '-i', 'pipe:0', '-f', 'rawvideo', '-pix_fmt', 'rgba', 'pipe:1'],
    {
      input: encodePng({ width: 5, height: 3, pixels }),
    },
  );
  expect(new Uint8Array(read)).toEqual(pixels);
});

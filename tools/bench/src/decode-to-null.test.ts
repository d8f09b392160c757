import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { openVideo, resolveFfmpeg } from '@presage/io';
import { expect, test } from 'vitest';
import { benchVideo } from './bench-video.ts';
import { decodeToNull } from './decode-to-null.ts';

// Of a source with 10: every other frame, and every third or fourth.
test.for([5, 3])('decodes the very pictures of scoring, %d a second', async (frameRate) => {
  const needs = { width: 16, height: 12, format: 'gray8', frameRate } as const;
  const { ffmpeg } = await resolveFfmpeg();
  await using video = await openVideo(benchVideo);
  const pictures: Uint8Array[] = [];
  await video.frames(needs).forEach((frame) => {
    pictures.push(frame.bytes.slice());
    frame.settle('processed');
  });

  const args = decodeToNull(needs, { ffmpeg, video: video.info });
  expect(args.slice(-3)).toEqual(['-f', 'null', '-']);
  const { stdout } = await promisify(execFile)(
    ffmpeg.path,
    [...args.slice(0, -3), '-f', 'rawvideo', '-'],
    { encoding: 'buffer', maxBuffer: 2 ** 24 },
  );
  expect(pictures.length).toBeGreaterThan(frameRate * 60);
  expect(stdout.equals(Buffer.concat(pictures))).toBe(true);
});

test.for([
  [{ major: 5, year: 2022 }, '-vsync'],
  [{ major: 6, year: 2023 }, '-fps_mode'],
  [{ major: null, year: 2018 }, '-vsync'],
  [{ major: null, year: 2024 }, '-fps_mode'],
] as const)('says it in the words of ffmpeg %j', async ([age, option]) => {
  const { ffmpeg } = await resolveFfmpeg();
  await using video = await openVideo(benchVideo);
  const options = { ffmpeg: { ...ffmpeg, ...age }, video: video.info };
  const needs = { width: 16, height: 12, format: 'gray8', frameRate: 5 } as const;
  expect(decodeToNull(needs, options)).toContain(option);
});

import { appendFileSync, copyFileSync, readFileSync } from 'node:fs';
import { silentLogger } from '@presage/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openVideo, probeVideo } from '../src/index.ts';
import { ffmpegVariants } from './ffmpeg-variants.ts';
import { createVideoFolder, testPicture } from './make-video.ts';
import { discontinuitiesOf, readAll, secondsOf, smallNeeds } from './read-all.ts';

const folder = createVideoFolder();
const h264 = '-c:v libx264 -preset ultrafast';

/** Puts `step` seconds of nothing before the frame of that number. */
const gap = (frames: number, step: number) =>
  `-vf setpts=PTS+if(gte(N\\,${frames})\\,${step}/TB) -vsync passthrough`;

beforeAll(() => {
  folder.make('small.ts', `${testPicture('320x240', 25, 2)} ${h264}`);
  folder.make('large.ts', `${testPicture('640x360', 25, 2)} ${h264} -output_ts_offset 2`);
  copyFileSync(folder.file('small.ts'), folder.file('resized.ts'));
  appendFileSync(folder.file('resized.ts'), readFileSync(folder.file('large.ts')));
  folder.make('small-again.ts', `${testPicture('320x240', 25, 2)} ${h264} -output_ts_offset 4`);
  copyFileSync(folder.file('resized.ts'), folder.file('resized-twice.ts'));
  appendFileSync(folder.file('resized-twice.ts'), readFileSync(folder.file('small-again.ts')));
  copyFileSync(folder.file('small.ts'), folder.file('rewound.ts'));
  appendFileSync(folder.file('rewound.ts'), readFileSync(folder.file('small.ts')));
  folder.make('gap.mkv', `${testPicture('320x240', 25, 4)} ${gap(50, 3)} ${h264}`);
  folder.make('gap.ts', `${testPicture('320x240', 25, 4)} ${gap(50, 30)} ${h264}`);
  folder.make(
    'variable.mkv',
    `${testPicture('320x240', 30, 4)} -vf select=lt(mod(n*7\\,11)\\,5) -vsync vfr ${h264}`,
  );
  folder.make('odd.mkv', `${testPicture('64x64', 10, 1)} -vf scale=33:17 -c:v ffv1`);
  folder.make('single.mp4', `${testPicture('320x240', 25, 1)} -frames:v 1 ${h264}`);
  folder.make('upright.mp4', `${testPicture('320x240', 25, 1)} ${h264}`);
  folder.make('turned.mp4', `-i upright.mp4 -c copy -metadata:s:v rotate=90`);
  folder.make(
    'late-picture.mkv',
    `-f lavfi -i sine=d=3 -itsoffset 1 ${testPicture('320x240', 10, 2)} ${h264} -c:a aac`,
  );
  folder.make('-dash.mp4', '-i upright.mp4 -c copy');
});
afterAll(() => folder[Symbol.dispose]());

describe.each(ffmpegVariants)('with the $name ffmpeg', ({ use }) => {
  beforeAll(use);

  test('goes on with the right times where the picture changes its size', async () => {
    await using video = await openVideo(folder.file('resized.ts'));
    const frames = await readAll(video);
    expect(discontinuitiesOf(frames)).toEqual(['start 0.00', 'resolution 2.00']);
    expect(secondsOf(frames)).toEqual(Array.from({ length: 20 }, (_, k) => (k * 200) / 1000));
  });

  test('says once and logs that the picture changes its size, where it does twice', async () => {
    const logged: string[] = [];
    const logger = { ...silentLogger, warn: (message: string) => void logged.push(message) };
    await using video = await openVideo(folder.file('resized-twice.ts'), { logger });
    expect(discontinuitiesOf(await readAll(video))).toHaveLength(3);
    await readAll(video);
    const changes = video.warnings.filter(({ code }) => code === 'video-resolution-changed');
    expect(changes.map(({ message }) => message)).toEqual([
      `In ${folder.file('resized-twice.ts')} the picture changes from 320×240 to 640×360 at 2.0 s: what is learned or judged begins anew there.`,
    ]);
    expect(logged.filter((message) => message.includes('640×360'))).toHaveLength(1);
  });

  test('never lets time go back where the file does', async () => {
    await using video = await openVideo(folder.file('rewound.ts'));
    const seconds = secondsOf(await readAll(video));
    expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
    expect(seconds.at(-1)).toBeGreaterThan(3.5);
    expect(seconds.at(-1)).toBeLessThan(4.5);
  });

  test.each([
    { name: 'gap.mkv', after: '5.00', last: 6.8 },
    { name: 'gap.ts', after: '32.00', last: 33.8 },
  ])('marks the gap in $name and repeats nothing in it', async ({ name, after, last }) => {
    await using video = await openVideo(folder.file(name));
    const frames = await readAll(video);
    expect(discontinuitiesOf(frames)).toEqual(['start 0.00', `gap ${after}`]);
    expect(frames).toHaveLength(20);
    expect(secondsOf(frames).at(-1)).toBe(last);
  });

  test('keeps true times of a variable frame rate', async () => {
    await using video = await openVideo(folder.file('variable.mkv'));
    const frames = await readAll(video);
    expect(frames.length).toBeGreaterThanOrEqual(19);
    expect(discontinuitiesOf(frames)).toEqual(['start 0.00']);
    for (const seconds of secondsOf(frames)) {
      expect(Math.abs(seconds * 30 - Math.round(seconds * 30))).toBeLessThan(0.05);
    }
  });

  test('reads odd sizes', async () => {
    const info = await probeVideo(folder.file('odd.mkv'));
    expect([info.width, info.height]).toEqual([33, 17]);
    await using video = await openVideo(folder.file('odd.mkv'));
    const frames = await readAll(video, { ...smallNeeds, width: 31, height: 13 });
    expect(frames.map(({ bytes }) => bytes.length)).toEqual([403, 403, 403, 403, 403]);
  });

  test('reads a video of one frame', async () => {
    await using video = await openVideo(folder.file('single.mp4'));
    expect(discontinuitiesOf(await readAll(video))).toEqual(['start 0.00']);
  });

  test('shows a turned video upright', async () => {
    const info = await probeVideo(folder.file('turned.mp4'));
    expect([info.width, info.height]).toEqual([240, 320]);
    await using upright = await openVideo(folder.file('upright.mp4'));
    await using turned = await openVideo(folder.file('turned.mp4'));
    const [a] = await readAll(upright, { ...smallNeeds, width: 320, height: 240 });
    const [b] = await readAll(turned, { ...smallNeeds, width: 240, height: 320 });
    // Turned by a quarter: the top left corner is now at the top right or the bottom left.
    const corner = a?.bytes[0];
    const corners = [b?.bytes[239], b?.bytes[319 * 240]];
    expect(corners.some((value) => Math.abs((value ?? 0) - (corner ?? 255)) <= 4)).toBe(true);
  });

  test('counts time from the beginning of the file, not of the picture', async () => {
    await using video = await openVideo(folder.file('late-picture.mkv'));
    const seconds = secondsOf(await readAll(video));
    expect(seconds[0]).toBeCloseTo(1, 1);
  });

  test('takes no file name for an option or a protocol', async () => {
    const before = process.cwd();
    process.chdir(folder.path);
    try {
      copyFileSync('upright.mp4', 'concat:a|b.mp4');
      for (const name of ['-dash.mp4', 'concat:a|b.mp4']) {
        await using video = await openVideo(name);
        expect(await readAll(video)).toHaveLength(5);
      }
    } finally {
      process.chdir(before);
    }
  });
});

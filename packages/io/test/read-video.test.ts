import { createFrameLedger, type Frame } from '@presage/core';
import { lastValueFrom, tap } from 'rxjs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openVideo } from '../src/index.ts';
import { ffmpegVariants } from './ffmpeg-variants.ts';
import { createVideoFolder, testPicture } from './make-video.ts';
import { discontinuitiesOf, readAll, secondsOf, smallNeeds } from './read-all.ts';

const folder = createVideoFolder();
const h264 = '-c:v libx264 -preset ultrafast';

beforeAll(() => {
  folder.make('plain.mp4', `${testPicture('320x240', 25, 4)} ${h264}`);
  folder.make('small.ts', `${testPicture('320x240', 25, 2)} ${h264}`);
  folder.make(
    'gap.mkv',
    `${testPicture('320x240', 25, 4)} -vf setpts=PTS+if(gte(N\\,50)\\,3/TB) -vsync passthrough ${h264}`,
  );
  folder.make('red.mp4', `-f lavfi -i color=red:s=64x64:r=10:d=1 ${h264} -pix_fmt yuv420p`);
});
afterAll(() => folder[Symbol.dispose]());

describe.each(ffmpegVariants)('reading a video with the $name ffmpeg', ({ use }) => {
  beforeAll(use);

  test('gives the first frame of each interval, with its true time', async () => {
    await using video = await openVideo(folder.file('plain.mp4'));
    const frames = await readAll(video);
    expect(secondsOf(frames)).toEqual(Array.from({ length: 20 }, (_, k) => (k * 200) / 1000));
    expect(discontinuitiesOf(frames)).toEqual(['start 0.00']);
    expect(frames.map(({ sequence }) => sequence)).toEqual(frames.map((_, k) => k));
    expect(new Set(frames.map(({ bytes }) => bytes.length))).toEqual(new Set([64 * 48]));
    expect(video.warnings.filter(({ code }) => code !== 'ffmpeg-old')).toEqual([]);
  });

  test('gives each receiver buffers of its own', async () => {
    await using video = await openVideo(folder.file('plain.mp4'));
    const frames = await readAll(video);
    expect(new Set(frames.map(({ bytes }) => bytes.buffer)).size).toBe(frames.length);
    expect(frames.every(({ bytes }) => bytes.byteLength === bytes.buffer.byteLength)).toBe(true);
  });

  test('gives colours in the order red, green, blue', async () => {
    await using video = await openVideo(folder.file('red.mp4'));
    const [frame] = await readAll(video, { ...smallNeeds, width: 2, height: 2, format: 'rgb24' });
    expect(frame?.bytes.length).toBe(12);
    const [red = 0, green = 255, blue = 255] = frame?.bytes ?? [];
    expect(red).toBeGreaterThan(240);
    expect(green + blue).toBeLessThan(20);
  });

  test('reads a stretch of the file with the frames and times of the whole', async () => {
    await using whole = await openVideo(folder.file('plain.mp4'));
    await using part = await openVideo(folder.file('plain.mp4'), {
      startSeconds: 1.2,
      durationSeconds: 1,
    });
    const all = await readAll(whole);
    const some = await readAll(part);
    expect(secondsOf(some)).toEqual([1.2, 1.4, 1.6, 1.8, 2]);
    expect(discontinuitiesOf(some)).toEqual(['start 1.20']);
    expect(some.map(({ bytes }) => bytes)).toEqual(all.slice(6, 11).map(({ bytes }) => bytes));
  });

  test('starts at the beginning with every subscription', async () => {
    await using video = await openVideo(folder.file('plain.mp4'));
    const [once, twice] = await Promise.all([readAll(video), readAll(video)]);
    expect(once.map(({ bytes }) => bytes)).toEqual(twice.map(({ bytes }) => bytes));
  });

  test('takes every frame of a source slower than asked for, and warns once', async () => {
    await using video = await openVideo(folder.file('red.mp4'));
    await readAll(video, { ...smallNeeds, frameRate: 30 });
    const frames = await readAll(video, { ...smallNeeds, frameRate: 30 });
    expect(secondsOf(frames)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
    expect(discontinuitiesOf(frames)).toEqual(['start 0.00']);
    expect(video.warnings.filter(({ code }) => code === 'source-slower')).toHaveLength(1);
  });

  test('takes no interval for a gap where the source is a little faster than asked for', async () => {
    await using video = await openVideo(folder.file('plain.mp4'));
    const frames = await readAll(video, { ...smallNeeds, frameRate: 18 });
    expect(discontinuitiesOf(frames)).toEqual(['start 0.00']);
    expect(frames).toHaveLength(72);
  });

  test('accounts for every frame and holds back no more than the window', async () => {
    await using video = await openVideo(folder.file('plain.mp4'));
    const ledger = createFrameLedger();
    let unsettled = 0;
    let most = 0;
    await lastValueFrom(
      video.frames({ ...smallNeeds, frameRate: 25 }, { ledger }).pipe(
        tap((frame) => {
          unsettled += 1;
          most = Math.max(most, unsettled);
          setImmediate(() => {
            unsettled -= 1;
            frame.settle('processed');
          });
        }),
      ),
    );
    expect(most).toBeLessThanOrEqual(2);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    expect(ledger.snapshot()).toEqual({
      captured: 100,
      processed: 100,
      dropped: { overflow: 0, stopped: 0, failed: 0 },
      inFlight: 0,
    });
  });

  test('drops the oldest, and counts them, for a receiver who wants the newest', async () => {
    await using video = await openVideo(folder.file('plain.mp4'));
    const ledger = createFrameLedger();
    const unsettled: Frame[] = [];
    const newest = { ...smallNeeds, frameRate: 25, delivery: 'latest' } as const;
    const told = Promise.withResolvers<void>();
    const reading = lastValueFrom(
      video.frames(newest, { ledger }).pipe(
        tap((frame) => {
          unsettled.push(frame);
          if (unsettled.length === 2) told.resolve();
        }),
      ),
    );
    await told.promise;
    await vi.waitUntil(() => ledger.snapshot().captured === 100, { timeout: 300_000 });
    expect(ledger.snapshot()).toMatchObject({ dropped: { overflow: 96 }, inFlight: 4 });
    for (const frame of unsettled) frame.settle('processed');
    expect(unsettled.map(({ sequence }) => sequence)).toEqual([0, 1, 98, 99]);
    expect(unsettled[2]?.discontinuity).toBe('gap');
    for (const frame of unsettled) frame.settle('processed');
    await reading;
  });

  test('ends with an error where the stretch asked for holds no frame', async () => {
    await using video = await openVideo(folder.file('gap.mkv'), {
      startSeconds: 2.5,
      durationSeconds: 0.5,
    });
    await expect(readAll(video)).rejects.toMatchObject({ code: 'video-out-of-range' });
  });

  test('refuses needs that no picture can meet', async () => {
    await using video = await openVideo(folder.file('plain.mp4'));
    expect(() => video.frames({ ...smallNeeds, width: 0 })).toThrow(/width and height of 1/u);
    expect(() => video.frames({ ...smallNeeds, frameRate: Number.NaN })).toThrow(/rate above 0/u);
  });

  test.each([
    { startSeconds: 9, code: 'video-out-of-range' },
    { startSeconds: -1, code: 'video-range-invalid' },
  ])('refuses to start at $startSeconds s', async ({ startSeconds, code }) => {
    await expect(openVideo(folder.file('plain.mp4'), { startSeconds })).rejects.toMatchObject({
      name: 'InputError',
      code,
    });
  });
});

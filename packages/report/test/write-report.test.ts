import { InputError } from '@presage/core';
import { openVideo, probeVideo, resolveFfmpeg } from '@presage/io';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { syntheticWatch } from '../examples/synthetic-watch.ts';
import {
  writeReport,
  type EventsDocument,
  type ReportOptions,
  type ScorePoint,
} from '../src/index.ts';
import { grayFrames, meanOf } from './gray-frames.ts';
import { writeGrayVideo } from './gray-video.ts';
import { temporaryFolder } from './temporary-folder.ts';

const bundled = (await resolveFfmpeg({ PATH: '' })).ffmpeg.path;
const system = (await resolveFfmpeg()).ffmpeg.path;

afterEach(() => void vi.unstubAllEnvs());

const at = (point: ScorePoint | undefined) => point!.timestampUs / 1e6;

/** Hot in the upper left quarter of the picture from `hotFrom` to `hotTo`, sampled as the decoder samples. */
function watchOf(
  options: Pick<ReportOptions, 'video' | 'outputFolder'> & {
    hotFrom: number;
    hotTo: number;
    lengthSeconds: number;
  },
): ReportOptions {
  const frameRate = 10;
  const start = options.video.startSeconds ?? 0;
  const points: ScorePoint[] = [];
  let interval = -1;
  for (let frame = Math.round(start * 25); frame / 25 < start + options.lengthSeconds; frame += 1) {
    if (Math.floor((frame / 25) * frameRate + 1e-6) === interval) continue;
    interval = Math.floor((frame / 25) * frameRate + 1e-6);
    const hot = frame / 25 >= options.hotFrom && frame / 25 < options.hotTo;
    const heatmap = Float32Array.from({ length: 16 }, (_, place) =>
      hot && place % 4 < 2 && place < 8 ? 900 : 1,
    );
    points.push({
      timestampUs: frame * 40_000,
      score: hot ? 200 : 3,
      threshold: 20,
      warmUp: false,
      heatmap,
    });
  }
  const alarmed = points.filter(({ score }) => score > 20);
  return {
    ...syntheticWatch(options, options.lengthSeconds),
    frameRate,
    grid: { width: 4, height: 4 },
    points,
    events: [
      {
        id: 'a',
        start: at(alarmed[0]),
        peak: { time: at(alarmed[2]), score: 200 },
        end: at(alarmed.at(-1)),
        heatmap: alarmed[2]!.heatmap!,
        region: { x: 0, y: 0, width: 0.5, height: 0.5 },
      },
    ],
  };
}

describe.each([
  ['the system’s ffmpeg', system],
  ['the bundled ffmpeg', bundled],
])('annotated video by %s', (_, path) => {
  test.each([0, 1.04])(
    'shows each heatmap on the frames of its time, watched from %s s on',
    async (startSeconds) => {
      vi.stubEnv('FFMPEG_PATH', path);
      await using folder = await temporaryFolder();
      const video = join(folder.path, 'grey & <gray>.mp4');
      await writeGrayVideo(video, 5);
      const report = await writeReport(
        watchOf({
          video: { path: video, startSeconds },
          outputFolder: join(folder.path, 'out'),
          lengthSeconds: 3,
          hotFrom: 2,
          hotTo: 3,
        }),
      );

      const info = await probeVideo(report.video);
      expect({ width: info.width, codec: info.codec }).toEqual({ width: 320, codec: 'h264' });
      expect(info.height).toBeGreaterThan(240);
      const frames = await grayFrames(report.video, info);
      // To the end of the interval that the last scored frame lies in.
      expect(frames).toHaveLength(
        Math.ceil((Math.ceil((startSeconds + 3) * 10 - 1e-6) / 10 - startSeconds) * 25 - 1e-6),
      );

      const background = 0x50 - 3;
      const hot = { stride: 320, x: 40, y: 50, size: 40 };
      const cold = { stride: 320, x: 240, y: 150, size: 60 };
      const wrong = frames.flatMap((frame, i) => {
        const time = startSeconds + i / 25;
        // The first sampled frame at or after 3 s ends the heat: 3.0 lies on a frame and an interval.
        const expectHot = time > 2 - 1e-6 && time < 3 - 1e-6;
        const isHot = Math.abs(meanOf(frame, hot) - meanOf(frame, cold)) > 12;
        return isHot === expectHot ? [] : [time];
      });
      expect(wrong).toEqual([]);
      const colds = frames.map((frame) => meanOf(frame, cold));
      expect(Math.min(...colds)).toBeGreaterThan(background - 12);
      expect(Math.max(...colds)).toBeLessThan(background + 12);
    },
  );

  test('takes hundreds of events', async () => {
    vi.stubEnv('FFMPEG_PATH', path);
    await using folder = await temporaryFolder();
    const video = join(folder.path, 'v.mp4');
    await writeGrayVideo(video, 3);
    const options = { video: { path: video }, outputFolder: folder.path };
    const events = Array.from({ length: 300 }, (_event, i) => ({
      id: i,
      start: i * 0.0095,
      peak: { time: i * 0.0095, score: 30 + i },
      end: i * 0.0095 + 0.001,
    }));
    const report = await writeReport({
      ...watchOf({ ...options, lengthSeconds: 3, hotFrom: 1, hotTo: 2 }),
      events,
    });
    expect(report.verdict.headline).toBe('300 events in 3.0 s');
    expect(await readFile(report.page, 'utf8')).toContain(
      'the 40 strongest have a picture and a clip',
    );
  });

  test('moves the cursor over the strip', async () => {
    vi.stubEnv('FFMPEG_PATH', path);
    await using folder = await temporaryFolder();
    const video = join(folder.path, 'v.mp4');
    await writeGrayVideo(video, 3);
    const report = await writeReport(
      watchOf({
        video: { path: video },
        outputFolder: folder.path,
        lengthSeconds: 3,
        hotFrom: 1,
        hotTo: 2,
      }),
    );
    const info = await probeVideo(report.video);
    const frames = await grayFrames(report.video, info);
    const cursorOf = (frame: Uint8Array) => {
      const sums = Array.from({ length: info.width }, (_column, x) => {
        let sum = 0;
        for (let y = 250; y < info.height - 20; y += 1) sum += frame[y * info.width + x]!;
        return sum;
      });
      return sums.indexOf(Math.max(...sums));
    };
    const [early, late] = [cursorOf(frames[15]!), cursorOf(frames[60]!)];
    // 45 of 75 frames, over a plot nearly as wide as the picture.
    expect((late - early) / info.width).toBeGreaterThan(0.45);
    expect((late - early) / info.width).toBeLessThan(0.6);
  });
});

test('writes scores, events, video and page, and nothing else', async () => {
  await using folder = await temporaryFolder();
  const video = join(folder.path, 'v.mp4');
  await writeGrayVideo(video, 4);
  const outputFolder = join(folder.path, 'deep', 'out');
  const shares: number[] = [];
  const report = await writeReport({
    ...watchOf({ video: { path: video }, outputFolder, lengthSeconds: 4, hotFrom: 2, hotTo: 3 }),
    onProgress: (share) => void shares.push(share),
  });
  expect((await readdir(outputFolder)).toSorted()).toEqual([
    'annotated.mp4',
    'events',
    'events.json',
    'report.html',
    'scores.csv',
  ]);
  expect(report.verdict.headline).toBe('1 event in 4.0 s');
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);

  const csv = (await readFile(report.scores, 'utf8')).trimEnd().split('\r\n');
  expect(csv[0]).toBe('time_s,score,threshold,warm_up,alarm,gap');
  expect(csv).toHaveLength(41);
  expect(csv.filter((line) => line.endsWith(',1,0'))).toHaveLength(10);

  const document = JSON.parse(await readFile(report.events, 'utf8')) as EventsDocument;
  expect(document).toMatchObject({
    format: 'presage-events',
    version: 1,
    source: 'v.mp4',
    threshold: 20,
  });
  expect(document.events[0]).toMatchObject({
    id: 'a',
    startSeconds: 2,
    endSeconds: 2.92,
    peakScore: 200,
  });
  expect(document.events[0]!.scores).toHaveLength(10);

  // The annotated video can be watched in turn.
  await using annotated = await openVideo(report.video);
  expect(annotated.info.durationSeconds).toBeCloseTo(4, 0);
});

test('is written though an event’s picture cannot be had, and says so', async () => {
  await using folder = await temporaryFolder();
  const video = join(folder.path, 'v.mp4');
  await writeGrayVideo(video, 4);
  const watch = watchOf({
    video: { path: video },
    outputFolder: folder.path,
    lengthSeconds: 4,
    hotFrom: 2,
    hotTo: 3,
  });
  const [event] = watch.events;
  const report = await writeReport({
    ...watch,
    events: [{ ...event!, peak: { time: 50, score: 200 } }],
  });
  const page = await readFile(report.page, 'utf8');
  expect(page).toContain('1 event without a picture on this page');
  expect(page).toMatch(/class="picture empty">\s*no picture/u);
});

test('keeps the earlier report and leaves no draft when it is aborted', async () => {
  await using folder = await temporaryFolder();
  const video = join(folder.path, 'v.mp4');
  await writeGrayVideo(video, 4);
  const outputFolder = join(folder.path, 'out');
  await mkdir(outputFolder);
  await writeFile(join(outputFolder, 'report.html'), 'earlier');
  const controller = new AbortController();
  const reason = new Error('enough');
  await expect(
    writeReport({
      ...watchOf({ video: { path: video }, outputFolder, lengthSeconds: 4, hotFrom: 2, hotTo: 3 }),
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    }),
  ).rejects.toBe(reason);
  expect(await readdir(outputFolder)).toEqual(['report.html']);
  expect(await readFile(join(outputFolder, 'report.html'), 'utf8')).toBe('earlier');
});

test('takes away the folder it made when the video cannot be read', async () => {
  await using folder = await temporaryFolder();
  const outputFolder = join(folder.path, 'a', 'out');
  await expect(
    writeReport(
      syntheticWatch({ video: { path: join(folder.path, 'none.mp4') }, outputFolder }, 10),
    ),
  ).rejects.toBeInstanceOf(InputError);
  expect(await readdir(folder.path)).toEqual([]);
});

test('says that a file stands where the folder should be', async () => {
  await using folder = await temporaryFolder();
  const outputFolder = join(folder.path, 'out');
  await writeFile(outputFolder, '');
  await expect(
    writeReport(syntheticWatch({ video: { path: 'v.mp4' }, outputFolder }, 10)),
  ).rejects.toMatchObject({
    code: 'output-unwritable',
    message: expect.stringContaining('is a file') as string,
  });
});

import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeGrayVideo } from '../test/gray-video.ts';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { eventPictures } from './event-pictures.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let path: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  path = join(folder.path, 'v.mp4');
  await writeGrayVideo(path, 2);
});
afterAll(() => folder[Symbol.asyncDispose]());

const eventAt = (time: number) => ({ id: time, start: time, peak: { time, score: 30 }, end: time });
const common = { grid: undefined, threshold: 20 };

test('an event whose place cannot be read goes without a picture and says so', async () => {
  const { pictures, warnings } = await eventPictures({
    ...common,
    path,
    events: [eventAt(50), eventAt(1)],
  });
  expect(pictures.map((picture) => picture?.frame.slice(0, 23))).toEqual([
    undefined,
    'data:image/jpeg;base64,',
  ]);
  expect(warnings).toEqual([expect.stringMatching(/^1 event without a picture on this page: /u)]);
});

test('a video that has gone costs the pictures, and the reason is named', async () => {
  const { pictures, warnings } = await eventPictures({
    ...common,
    path: join(folder.path, 'gone.mp4'),
    events: [eventAt(0), eventAt(1)],
  });
  expect(pictures).toEqual([undefined, undefined]);
  expect(warnings).toEqual([expect.stringMatching(/^2 events without .*gone\.mp4/u)]);
});

test('an abort ends it with its reason, also between two pictures', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const done: number[] = [];
  await expect(
    eventPictures({
      ...common,
      path,
      events: [eventAt(0), eventAt(1)],
      signal: controller.signal,
      onProgress: (count) => {
        done.push(count);
        controller.abort(reason);
      },
    }),
  ).rejects.toBe(reason);
  expect(done).toEqual([1]);
});

import { probeVideo } from '@presage/io';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { syntheticWatch } from '../examples/synthetic-watch.ts';
import {
  checkReportFolder,
  writeReport,
  type EventFolderDocument,
  type ReportOptions,
} from '../src/index.ts';
import { writeGrayVideo } from './gray-video.ts';
import { temporaryFolder } from './temporary-folder.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let video: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  video = join(folder.path, 'door.mp4');
  await writeGrayVideo(video, 20);
});
afterAll(() => folder?.[Symbol.asyncDispose]());

/** Twenty seconds with an event from 10 s to 12.4 s. */
const watch = (name: string): ReportOptions =>
  syntheticWatch({ video: { path: video }, outputFolder: join(folder.path, name) }, 20);

const documentOf = async (events: string, number: number): Promise<EventFolderDocument> =>
  JSON.parse(
    await readFile(join(events, `${number}`, 'event.json'), 'utf8'),
  ) as EventFolderDocument;

test('each event has a folder with its document, picture and clip', async () => {
  const options = watch('one');
  const { eventFolders } = await writeReport({
    ...options,
    events: options.events.map((event) => ({ ...event, zones: ['door'] })),
    modelIdentity: { path: 'lobby.onnx', sha256: 'ab', version: 3 },
  });
  expect(await readdir(eventFolders)).toEqual(['1']);
  expect((await readdir(join(eventFolders, '1'))).toSorted()).toEqual([
    'clip.mp4',
    'event.json',
    'thumbnail.jpg',
  ]);
  const document = await documentOf(eventFolders, 1);
  const [event] = options.events;
  expect(document).toMatchObject({
    format: 'presage-event',
    version: 1,
    number: 1,
    startSeconds: event!.start,
    endSeconds: event!.end,
    zones: ['door'],
    source: { path: video, name: 'door.mp4' },
    model: { sha256: 'ab', version: 3 },
    threshold: 20,
    thumbnail: 'thumbnail.jpg',
    clip: { file: 'clip.mp4', startSeconds: event!.start - 5, endSeconds: event!.end + 5 },
  });
  const thumbnail = await readFile(join(eventFolders, '1', 'thumbnail.jpg'));
  expect([...thumbnail.subarray(0, 2)]).toEqual([0xff, 0xd8]);
  const clip = await probeVideo(join(eventFolders, '1', 'clip.mp4'));
  expect(clip).toMatchObject({ codec: 'h264', width: 320, height: 240 });
  expect(clip.durationSeconds).toBeCloseTo(event!.end - event!.start + 10, 0);
});

test('a later report takes the events of the earlier one away', async () => {
  const first = await writeReport(watch('twice'));
  await checkReportFolder(join(folder.path, 'twice'));
  const { eventFolders } = await writeReport({ ...watch('twice'), events: [] });
  expect(eventFolders).toBe(first.eventFolders);
  expect(await readdir(eventFolders)).toEqual([]);
  expect((await readdir(join(folder.path, 'twice'))).toSorted()).toEqual([
    'annotated.mp4',
    'events',
    'events.json',
    'report.html',
    'scores.csv',
  ]);
});

test('somebody else’s folder of that name is left alone', async () => {
  const theirs = join(folder.path, 'theirs', 'events', '2026');
  await mkdir(theirs, { recursive: true });
  await writeFile(join(theirs, 'cake.jpg'), 'cake');
  await expect(writeReport(watch('theirs'))).rejects.toMatchObject({
    code: 'output-unwritable',
    message: expect.stringContaining('something else in that folder') as string,
  });
  await expect(checkReportFolder(join(folder.path, 'theirs'))).rejects.toThrow('something else');
  expect(await readFile(join(theirs, 'cake.jpg'), 'utf8')).toBe('cake');
  expect(await readdir(join(folder.path, 'theirs'))).toEqual(['events']);
});

test('an event whose place the video does not have keeps its document, and the page says what is missing', async () => {
  const options = watch('beyond');
  const beyond = { id: 2, start: 500, end: 502, peak: { time: 501, score: 30 } };
  const { eventFolders, page } = await writeReport({ ...options, events: [beyond] });
  expect(await readdir(join(eventFolders, '1'))).toEqual(['event.json']);
  expect(await documentOf(eventFolders, 1)).toMatchObject({ clip: null, thumbnail: null });
  expect(await readFile(page, 'utf8')).toContain('1 event without a clip: ffmpeg finds no frames');
});

import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { AnomalyEvent } from '@presage/anomaly';
import { comparingNetworkSpecSchema, openModel } from '@presage/model';
import { lastValueFrom, toArray } from 'rxjs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeCameraClip } from '../../test/camera-clip.ts';
import { compareVersions } from '../compare-versions.ts';
import { continueLearning } from '../continue-learning.ts';
import { openModelHome } from '../home/model-home.ts';
import { learnNormal } from '../learn-normal.ts';
import { rollBack } from '../roll-back.ts';
import { scoreVideo } from '../score-video.ts';
import { forgetMarks } from './forget-marks.ts';
import { markNormal } from './mark-normal.ts';

const spec = comparingNetworkSpecSchema.parse({
  input: { width: 32, height: 24, frameRate: 5 },
  layers: [
    { type: 'offset' },
    { type: 'pixelUnshuffle', factor: 4 },
    { type: 'convLstm', hiddenChannels: 8, kernelSize: 3 },
    { type: 'conv', filters: 16, kernelSize: 3 },
    { type: 'pixelShuffle', factor: 4 },
    { type: 'offset' },
  ],
  patchSize: 4,
  warmUpFrames: 5,
});

let clips: string;
let folder: string;
let model: string;
const clip = (name: string) => join(clips, name);
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  clips = await mkdtemp(join(tmpdir(), 'presage-feedback-'));
  await makeCameraClip({ output: clip('normal.mp4'), seconds: 24 });
  await makeCameraClip({ output: clip('block.mp4'), seconds: 14, block: [6, 9] });
  await makeCameraClip({ output: clip('again.mp4'), seconds: 14, block: [8.3, 11.1] });
  const blockAt = [8, 8] as const;
  await makeCameraClip({ output: clip('elsewhere.mp4'), seconds: 14, block: [6, 9], blockAt });
  // Learned once: what is tested begins where a model finds something.
  await lastValueFrom(
    learnNormal({
      sources: [{ path: clip('normal.mp4') }],
      output: clip('learned.onnx'),
      spec,
      steps: 24,
      falseAlarmsPerDay: 24 * 60,
    }),
  );
});
beforeEach(async () => {
  folder = await mkdtemp(join(clips, 'run-'));
  model = at('room.onnx');
  await copyFile(clip('learned.onnx'), model);
});
afterAll(() => rm(clips, { recursive: true, force: true }));

async function eventsIn(name: string): Promise<readonly AnomalyEvent[]> {
  await using opened = await openModel(model, { batching: 'off' });
  const told = await lastValueFrom(
    scoreVideo({ source: clip(name), model: opened }).pipe(toArray()),
  );
  return told.flatMap((each) => (each.kind === 'event-end' ? [each.event] : []));
}

/** Writes an event's folder as a report does. */
async function reported(event: AnomalyEvent, source: string, number = 1): Promise<string> {
  const path = at(`events/${number}`);
  await mkdir(path, { recursive: true });
  const { size, mtime } = await stat(source);
  const document = {
    format: 'presage-event',
    version: 1,
    id: event.id,
    startSeconds: event.start,
    endSeconds: event.end,
    peakScore: event.peak.score,
    threshold: event.threshold,
    source: {
      path: source,
      name: basename(source),
      bytes: size,
      modifiedAt: mtime.toISOString(),
    },
    model: null,
    clip: { file: 'clip.mp4', startSeconds: 0, endSeconds: 14 },
  };
  await writeFile(join(path, 'event.json'), JSON.stringify(document));
  return path;
}

async function mark(...events: readonly string[]) {
  const told = await lastValueFrom(markNormal({ model, events, note: 'a box' }));
  if (told.kind !== 'done') throw new Error('not done');
  return told.summary;
}

test('an event that was normal does not alarm again, the same elsewhere does; forgotten it alarms again', async () => {
  const [event] = await eventsIn('block.mp4');
  expect(await eventsIn('again.mp4')).toHaveLength(1);
  const summary = await mark(await reported(event!, clip('block.mp4')));
  expect(summary).toMatchObject({
    events: [{ mark: 1, video: 'block.mp4', footage: 'video', outcome: 'accepted' }],
    version: { number: 2, origin: 'feedback', from: 1, marks: [1] },
    warnings: [],
  });
  expect(summary.threshold).toBeLessThanOrEqual(summary.thresholdBefore);
  expect(await eventsIn('block.mp4')).toEqual([]);
  expect(await eventsIn('again.mp4')).toEqual([]);
  expect(await eventsIn('elsewhere.mp4')).toHaveLength(1);

  const told = await lastValueFrom(
    compareVersions({ model, versions: [1, 2], source: { path: clip('block.mp4') } }),
  );
  expect(told).toMatchObject({
    kind: 'done',
    comparison: {
      versions: [
        { number: 1, events: 1, alarmSeconds: event!.end - event!.start },
        { number: 2, events: 0, alarmSeconds: 0 },
      ],
      both: [],
      onlyBefore: [{ start: event!.start }],
      onlyAfter: [],
    },
  });

  const forgotten = await forgetMarks(model, [1]);
  expect(forgotten).toMatchObject({ version: { number: 3, origin: 'forgotten', from: 2 } });
  expect(await eventsIn('again.mp4')).toHaveLength(1);
  await expect(forgetMarks(model, [1])).rejects.toMatchObject({ code: 'mark-unknown' });
  await rollBack(model, 2);
  expect(await eventsIn('again.mp4')).toEqual([]);
});

test('the same event twice changes nothing', async () => {
  const [event] = await eventsIn('block.mp4');
  const path = await reported(event!, clip('block.mp4'));
  await mark(path);
  const again = await mark(path);
  expect(again.events).toMatchObject([{ mark: 1, outcome: 'already-marked' }]);
  expect(again.version).toBeUndefined();
  expect((await openModelHome(model)).versions).toHaveLength(2);
});

test('where the video is gone the clip of the report serves; where that is gone too, nothing happens', async () => {
  const moved = at('moved.mp4');
  await copyFile(clip('block.mp4'), moved);
  const [event] = await eventsIn('block.mp4');
  const path = await reported(event!, moved);
  await rm(moved);
  const before = await readFile(model);
  await expect(mark(path)).rejects.toMatchObject({ code: 'event-footage-gone' });
  expect(before.equals(await readFile(model))).toBe(true);
  expect(await readdir(folder)).not.toContain('room.presage');

  await copyFile(clip('block.mp4'), join(path, 'clip.mp4'));
  expect(await mark(path)).toMatchObject({ events: [{ footage: 'clip', outcome: 'accepted' }] });
});

test('a video that is another by now is not taken for the event', async () => {
  const source = at('room.mp4');
  await copyFile(clip('block.mp4'), source);
  const [event] = await eventsIn('block.mp4');
  const path = await reported(event!, source);
  await copyFile(clip('elsewhere.mp4'), source);
  await expect(mark(path)).rejects.toMatchObject({ code: 'event-footage-gone' });
});

test.for([
  { what: 'there is none', text: undefined, code: 'event-missing' },
  { what: 'it is damaged', text: '{"format":"presage-event"', code: 'event-damaged' },
  { what: 'a later program wrote it', text: '{"version": 2}', code: 'event-newer' },
])('an event is refused where $what', async ({ text, code }) => {
  await mkdir(at('events/1'), { recursive: true });
  if (text !== undefined) await writeFile(at('events/1/event.json'), text);
  await expect(mark(at('events/1'))).rejects.toMatchObject({ code });
});

test('learning on keeps what was marked and makes a version of it', async () => {
  const [event] = await eventsIn('block.mp4');
  await mark(await reported(event!, clip('block.mp4')));
  const sources = [{ path: clip('normal.mp4') }];
  const told = await lastValueFrom(continueLearning({ model, sources, steps: 8 }));
  expect(told).toMatchObject({ kind: 'done', summary: { version: 3, steps: 8 } });
  const home = await openModelHome(model);
  expect(home.versions.at(-1)).toMatchObject({ origin: 'continued', from: 2, marks: [1] });
  expect(home.current?.number).toBe(3);
  expect(await eventsIn('again.mp4')).toEqual([]);
  expect(await eventsIn('elsewhere.mp4')).toHaveLength(1);
  // Once more, from what it was learned from last.
  const more = await lastValueFrom(continueLearning({ model, steps: 2 }));
  expect(more).toMatchObject({
    kind: 'done',
    summary: { version: 4, warnings: [{ code: 'footage-little' }] },
  });
  // From another video alone, on which it is calibrated then.
  const other = [{ path: clip('again.mp4') }];
  const calibrated = expect.objectContaining({ code: 'calibrated-on-new' }) as unknown;
  expect(await lastValueFrom(continueLearning({ model, sources: other, steps: 1 }))).toMatchObject({
    summary: { warnings: expect.arrayContaining([calibrated]) as unknown },
  });
});

test('learning on wants normal footage, and says so', async () => {
  await expect(lastValueFrom(continueLearning({ model, steps: 2 }))).rejects.toMatchObject({
    code: 'no-normal-footage',
  });
});

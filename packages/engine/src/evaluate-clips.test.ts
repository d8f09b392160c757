import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@presage/core';
import { openModel, type Model } from '@presage/model';
import { lastValueFrom, take, tap, toArray } from 'rxjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCameraClip } from '../test/camera-clip.ts';
import { writeTestModel } from '../test/write-test-model.ts';
import { evaluateClips, type EvaluateClipsOptions } from './evaluate-clips.ts';

let folder: string;
let model: Model;
let carried: Awaited<ReturnType<typeof done>>;
const at = (...names: string[]) => join(folder, ...names);

/** White from 6 s to 8 s of 12, at 10 frames a second: right of the middle. */
const block = {
  frames: 120,
  abnormal_1based_inclusive: [[61, 80]],
  size: [96, 72],
  tracks: [
    {
      name: 'block',
      regions: Array.from({ length: 20 }, (_, index) => ({
        frame: 61 + index,
        box: [60, 40, 24, 24],
      })),
    },
  ],
};
const empty = { frames: 80, abnormal_1based_inclusive: [] };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-evaluate-'));
  await mkdir(at('clips'));
  await mkdir(at('nothing'));
  await makeCameraClip({ output: at('normal.mp4'), seconds: 20 });
  await makeCameraClip({ output: at('clips', 'block.mp4'), seconds: 12, block: [6, 7.95] });
  await makeCameraClip({ output: at('clips', 'empty.mkv'), seconds: 8 });
  await writeFile(at('clips', 'labels.json'), JSON.stringify({ block, empty }));
  await writeTestModel(at('model.onnx'), at('normal.mp4'));
  model = await openModel(at('model.onnx'));
  carried = await done();
});
afterAll(async () => {
  await model?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** A rate that 20 s of footage say something about. */
const falseAlarmsPerDay = 400 * 24;

const evaluate = (more: Partial<EvaluateClipsOptions> = {}) =>
  evaluateClips({
    model,
    clips: at('clips'),
    labels: at('clips', 'labels.json'),
    falseAlarmsPerDay,
    ...more,
  });

async function done(more: Partial<EvaluateClipsOptions> = {}) {
  const last = await lastValueFrom(evaluate(more));
  if (last.kind !== 'done') throw new TypeError('it did not end');
  return last;
}

test('measures scores, events and regions, beside scores that need no model', () => {
  const { summary, clips } = carried;
  expect(summary.methods.map(({ method, protocol }) => ({ method, ...protocol }))).toEqual(
    [
      { method: 'model', causal: true, memory: 'carried-state', scaledBy: 'normal-footage' },
      { method: 'frameDifference', causal: true, memory: 'frame-before', scaledBy: 'nothing' },
      { method: 'meanPicture', causal: true, memory: 'frames-before', scaledBy: 'nothing' },
      { method: 'model', causal: false, memory: 'carried-state', scaledBy: 'own-clip' },
      { method: 'frameDifference', causal: false, memory: 'frame-before', scaledBy: 'own-clip' },
      { method: 'meanPicture', causal: false, memory: 'frames-before', scaledBy: 'own-clip' },
    ].map((each) => ({ ...each, frameRate: 5 })),
  );
  const [own, difference, mean] = summary.methods;
  expect(own).toMatchObject({ frames: 200, abnormalFrames: 20, clips: [{}, {}] });
  expect(own?.clips[1]).not.toHaveProperty('auc');
  expect(own?.microAuc).toBeGreaterThan(0.95);
  expect(own?.macroAuc).toBe(own?.clips[0]?.auc);
  // A block that stands still differs from the past, not from the frame before.
  expect(mean?.microAuc).toBeGreaterThan(0.99);
  expect(difference?.microAuc).toBeLessThan(0.9);
  expect(summary.alarms).toMatchObject({ missed: 0, ranges: 1 });
  expect(summary.alarms.events).toBe(clips.flatMap(({ events }) => events).length);
  expect(summary.alarms.falseAlarms).toBeLessThan(summary.alarms.events);
  expect(summary.alarms.normalSeconds).toBeCloseTo(18, 9);
  expect(summary.alarms.medianDelaySeconds).toBeLessThan(1.5);
  expect(summary.viewFaults).toEqual([]);
  expect(summary.regions).toMatchObject({ regions: 20, tracks: 1, frames: 200, leftOut: [] });
  expect(summary.regions?.rbdc).toBeGreaterThan(0.8);
  expect(summary.regions?.tbdc).toBe(1);
  expect(clips.map(({ name, scores }) => [name, scores.model.length])).toEqual([
    ['block', 120],
    ['empty', 80],
  ]);
});

test('holds a score until the next, and begins every clip with nothing in mind', () => {
  const { clips } = carried;
  const { frameDifference: scores } = clips[0]!.scores;
  // Every other frame is seen.
  expect(scores.filter((_, frame) => frame % 2 === 1)).toEqual(
    scores.filter((_, frame) => frame % 2 === 0),
  );
  expect(new Set(scores).size).toBeGreaterThan(40);
  expect(clips.map(({ scores: { frameDifference } }) => frameDifference[0])).toEqual([0, 0]);
});

test('a model that forgets every few frames never warms up, and never alarms', async () => {
  const { summary, clips } = await done({ windowFrames: 4 });
  expect(summary.alarms.protocol.memory).toEqual({ stateResetEveryFrames: 4 });
  expect(summary.alarms).toMatchObject({ events: 0, missed: 1, delays: [] });
  expect(clips[0]?.scores.model).not.toEqual(carried.clips[0]?.scores.model);
  // What needs no model has nothing to forget.
  expect(clips[0]?.scores.meanPicture).toEqual(carried.clips[0]?.scores.meanPicture);
});

test('the mean picture is that of normal footage where that is given', async () => {
  const told = await lastValueFrom(
    evaluate({ normal: [{ path: at('normal.mp4'), durationSeconds: 4 }] }).pipe(toArray()),
  );
  expect(told.filter(({ kind }) => kind === 'reading')).toHaveLength(20);
  const last = told.at(-1);
  expect(last).toMatchObject({
    summary: { methods: [{}, {}, { protocol: { memory: 'normal-footage' } }, {}, {}, {}] },
  });
  expect(last?.kind === 'done' && last.clips[0]?.scores.meanPicture[0]).toBeGreaterThan(0);
});

test.for([
  { what: 'a folder without clips', clips: 'nothing', code: 'clips-missing' },
  { what: 'a folder that is not there', clips: 'none', code: 'clips-missing' },
  { what: 'labels that are not there', labels: 'none.json', code: 'labels-unreadable' },
  { what: 'no JSON', labels: 'model.onnx', code: 'labels-unreadable' },
  { what: 'a clip without labels', given: { block }, code: 'clip-unlabelled' },
  {
    what: 'labels of no clip',
    given: { block, empty, door: empty },
    code: 'labels-without-clip',
  },
  {
    what: 'labels of another length',
    given: { block, empty: { ...empty, frames: 81 } },
    code: 'labels-frame-count',
  },
  {
    what: 'a range after the end',
    given: { block, empty: { ...empty, abnormal_1based_inclusive: [[80, 81]] } },
    code: 'labels-range',
  },
])('refuses $what before anything is scored', async ({ clips = 'clips', labels, given, code }) => {
  if (given) await writeFile(at('given.json'), JSON.stringify(given));
  const told: string[] = [];
  const refused = lastValueFrom(
    evaluate({
      clips: at(clips),
      labels: at(labels ?? (given ? 'given.json' : 'clips/labels.json')),
    }).pipe(tap(({ kind }) => told.push(kind))),
  );
  await expect(refused).rejects.toThrow(InputError);
  await expect(refused).rejects.toMatchObject({ code });
  expect(told).toEqual([]);
});

test('a clip that ends early is told, not held to its end', async () => {
  await mkdir(at('cut'));
  const whole = await readFile(at('clips', 'empty.mkv'));
  await writeFile(at('cut', 'empty.mkv'), whole.subarray(0, whole.length / 2));
  await writeFile(at('cut.json'), JSON.stringify({ empty }));
  const cut = done({ clips: at('cut'), labels: at('cut.json') });
  await expect(cut).rejects.toMatchObject({ code: 'labels-frame-count' });
  await expect(cut).rejects.toThrow(
    /could be read up to about frame \d\d and its labels are for 80/u,
  );
});

test('a window of no whole number is refused', async () => {
  await expect(done({ windowFrames: 0 })).rejects.toMatchObject({ code: 'window-frames' });
});

test('an abort midway errors with its reason, and the model then gives the same figures again', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const stopped = evaluate({ signal: controller.signal }).pipe(
    tap(({ kind }) => kind === 'scoring' && controller.abort(reason)),
  );
  await expect(lastValueFrom(stopped)).rejects.toBe(reason);
  expect(await done()).toEqual(carried);
});

test('unsubscribing midway ends it without a word', async () => {
  const told = await lastValueFrom(evaluate().pipe(take(2), toArray()));
  expect(told.map(({ kind }) => kind)).toEqual(['scoring', 'scoring']);
});

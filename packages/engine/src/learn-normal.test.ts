import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCalibration } from '@presage/anomaly';
import { transcode } from '@presage/io';
import { comparingNetworkSpecSchema, openModel, readModelFile } from '@presage/model';
import { lastValueFrom, take, tap, toArray } from 'rxjs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeCameraClip } from '../test/camera-clip.ts';
import { learnNormal, type LearnNormalOptions } from './learn-normal.ts';
import { scoreVideo } from './score-video.ts';

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
const clip = (name: string) => join(clips, name);

beforeAll(async () => {
  clips = await mkdtemp(join(tmpdir(), 'presage-learn-clips-'));
  await makeCameraClip({ output: clip('normal.mp4'), seconds: 24 });
  await makeCameraClip({ output: clip('block.mp4'), seconds: 12, block: [6, 8] });
});
beforeEach(async () => {
  folder = await mkdtemp(join(clips, 'run-'));
});
afterAll(() => rm(clips, { recursive: true, force: true }));

const learn = (more: Partial<LearnNormalOptions> = {}) =>
  learnNormal({
    sources: [{ path: clip('normal.mp4') }],
    output: join(folder, 'model.onnx'),
    spec,
    steps: 24,
    ...more,
  });

test('reads, learns, calibrates and writes a model that finds what is not normal', async () => {
  const told = await lastValueFrom(learn().pipe(toArray()));
  const kinds = told.map(({ kind }) => kind);
  expect([...new Set(kinds)]).toEqual(['reading', 'reviewing', 'training', 'calibrating', 'done']);
  expect(told.at(-1)).toMatchObject({
    kind: 'done',
    summary: {
      footageSeconds: 24,
      trainFrames: 88,
      heldBackFrames: 32,
      steps: 24,
      warnings: [{ code: 'footage-little' }],
    },
  });
  const left = told.flatMap((each) => (each.kind === 'training' ? [each.secondsLeft] : []));
  expect(left).toHaveLength(24);
  expect(left.every((seconds) => seconds >= 0 && Number.isFinite(seconds))).toBe(true);

  const { calibration, provenance } = await readModelFile(join(folder, 'model.onnx'));
  expect(parseCalibration(calibration).heldBack.frames).toBe(32);
  expect(provenance).toMatchObject({ learnedFrom: ['normal.mp4'], frames: 120, steps: 24 });

  await using model = await openModel(join(folder, 'model.onnx'));
  const scored = await lastValueFrom(
    scoreVideo({ source: clip('block.mp4'), model }).pipe(toArray()),
  );
  const events = scored.flatMap((each) => (each.kind === 'event-end' ? [each.event.start] : []));
  expect(events).toHaveLength(1);
  expect(events[0]).toBeCloseTo(6, 0);
});

test('two videos are learned from apart, each with an end held back', async () => {
  const sources = [
    { path: clip('normal.mp4'), durationSeconds: 10 },
    { path: clip('normal.mp4'), startSeconds: 10, durationSeconds: 10 },
  ];
  const last = await lastValueFrom(learn({ sources, steps: 8 }));
  expect(last).toMatchObject({ summary: { trainFrames: 70, heldBackFrames: 30 } });
});

/** The last error of a short learning. */
async function errorOf(seed: number): Promise<number | undefined> {
  const last = await lastValueFrom(learn({ seed, steps: 8 }));
  return last.kind === 'done' ? last.summary.finalLoss : undefined;
}

test('the same seed gives the same weights, another one others', async () => {
  const first = await errorOf(3);
  expect(await errorOf(3)).toBe(first);
  expect(await errorOf(4)).not.toBe(first);
});

test('an abort while learning errors with its reason and writes nothing', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const learning = learn({ steps: 100_000, signal: controller.signal }).pipe(
    tap(({ kind }) => kind === 'training' && controller.abort(reason)),
  );
  await expect(lastValueFrom(learning)).rejects.toBe(reason);
  expect(await readdir(folder)).toEqual([]);
});

test('an abort keeps the checkpoint, and going on from it ends where an uninterrupted run does', async () => {
  const checkpoint = join(folder, 'state.safetensors');
  const controller = new AbortController();
  const stopped = learn({ checkpoint, signal: controller.signal }).pipe(
    tap((told) => told.kind === 'training' && told.step > 8 && controller.abort(new Error('stop'))),
  );
  await expect(lastValueFrom(stopped)).rejects.toThrow('stop');
  expect(await readdir(folder)).toEqual(['state.safetensors']);

  const told = await lastValueFrom(learn({ checkpoint }).pipe(toArray()));
  const steps = told.flatMap((each) => (each.kind === 'training' ? [each.step] : []));
  expect(steps[0]).toBe(9);
  expect(await readdir(folder)).toEqual(['model.onnx', 'model.presage']);
  // Else it would become the second version.
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
  const whole = await lastValueFrom(learn());
  expect(told.at(-1)).toEqual(whole);
});

test('footage that is noise is told where learning came to its end', async () => {
  const filter =
    'color=c=gray:size=32x24:rate=5:duration=30,noise=alls=100:allf=t:all_seed=9,format=gray';
  await transcode({ inputs: [{ kind: 'generator', filter }], output: clip('noise.mp4'), crf: 10 });
  const sources = [{ path: clip('noise.mp4') }];
  const codes = async (more: Partial<LearnNormalOptions>) => {
    const last = await lastValueFrom(learn({ sources, ...more }));
    return last.kind === 'done' ? last.summary.warnings.map(({ code }) => code) : [];
  };
  expect(await codes({})).toEqual(['nothing-to-predict']);
  expect(await codes({ maxSeconds: 0.001 })).toEqual(['learning-cut-short']);
});

test('learning that its time limit cut short says so', async () => {
  const last = await lastValueFrom(learn({ steps: 100_000, maxSeconds: 0.2 }));
  expect(last).toMatchObject({
    summary: { warnings: [{ code: 'footage-little' }, { code: 'learning-cut-short' }] },
  });
});

test('unsubscribing while learning ends it without a word', async () => {
  const told = await lastValueFrom(learn({ steps: 100_000 }).pipe(take(1), toArray()));
  expect(told.map(({ kind }) => kind)).toEqual(['reading']);
  expect(await readdir(folder)).toEqual([]);
});

test('a checkpoint of other footage is refused, and one of no use left alone', async () => {
  const checkpoint = join(folder, 'state.safetensors');
  await writeFile(checkpoint, 'not a checkpoint');
  await expect(lastValueFrom(learn({ checkpoint }))).rejects.toMatchObject({
    code: 'checkpoint-damaged',
  });
  expect((await stat(checkpoint)).size).toBe(16);
});

test.each([
  ['no video at all', { sources: [] }, 'no-footage'],
  [
    'too short a video',
    { sources: [{ path: 'normal.mp4', durationSeconds: 2 }] },
    'footage-too-short',
  ],
  ['a video that is not there', { sources: [{ path: 'none.mp4' }] }, 'video-missing'],
])('%s is refused in words', async (_, { sources }, code) => {
  const placed = sources.map((source) => ({ ...source, path: clip(source.path) }));
  const learning = lastValueFrom(learn({ sources: placed }));
  await expect(learning).rejects.toMatchObject({ code, name: 'InputError' });
});

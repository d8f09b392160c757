import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCalibration } from '@presage/anomaly';
import {
  buildStepModel,
  comparingNetworkSpecSchema,
  initialWeights,
  networkSpecSchema,
  readModelFile,
  seededRandom,
  writeModelFile,
} from '@presage/model';
import { lastValueFrom, take, tap, toArray } from 'rxjs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeCameraClip } from '../test/camera-clip.ts';
import { writeTestModel } from '../test/write-test-model.ts';
import { writeUnevenModel } from '../test/write-uneven-model.ts';
import { learnNormal } from './learn-normal.ts';
import { quantizeModel, type QuantizeModelOptions } from './quantize-model.ts';

const avenue = fileURLToPath(new URL('../../../../shared/data/avenue/', import.meta.url));

/** The default network, half as large and with half the channels. */
const small = comparingNetworkSpecSchema.parse({
  input: { width: 88, height: 48, frameRate: 5 },
  layers: [
    { type: 'offset' },
    { type: 'pixelUnshuffle', factor: 4 },
    { type: 'conv', filters: 16, kernelSize: 3, activation: 'leakyRelu' },
    { type: 'convLstm', hiddenChannels: 16, kernelSize: 3 },
    { type: 'convLstm', hiddenChannels: 16, kernelSize: 3 },
    { type: 'conv', filters: 16, kernelSize: 3 },
    { type: 'pixelShuffle', factor: 4 },
    { type: 'offset' },
  ],
  patchSize: 8,
  warmUpFrames: 5,
});

let clips: string;
let folder: string;
const clip = (name: string) => join(clips, name);

beforeAll(async () => {
  clips = await mkdtemp(join(tmpdir(), 'presage-quantize-clips-'));
  await makeCameraClip({ output: clip('normal.mp4'), seconds: 24 });
  await writeTestModel(clip('model.onnx'), clip('normal.mp4'));
});
beforeEach(async () => {
  folder = await mkdtemp(join(clips, 'run-'));
});
afterAll(() => rm(clips, { recursive: true, force: true }));

const quantize = (more: Partial<QuantizeModelOptions> = {}) =>
  quantizeModel({
    model: clip('model.onnx'),
    sources: [{ path: clip('normal.mp4') }],
    output: join(folder, 'small.onnx'),
    ...more,
  });

test('scores of real footage agree with those of the model that was learned', async (context) => {
  context.skip(!existsSync(avenue), `${avenue} is not on this machine`);
  const sources = [{ path: join(avenue, 'train', '16.avi') }];
  const output = join(folder, 'avenue.onnx');
  await lastValueFrom(learnNormal({ sources, output, spec: small, steps: 40 }));
  // A few seconds, in which less happens than in those that are held back.
  for (const precision of ['int8', 'float16'] as const) {
    const last = await lastValueFrom(quantize({ model: output, sources, precision }));
    if (last.kind !== 'done') throw new TypeError('it did not end');
    const { correlation, wantedCorrelation, warnings, bytes, heldBackFrames } = last.summary;
    expect(wantedCorrelation).toBe(0.99);
    expect(correlation).toBeGreaterThan(0.995);
    expect(correlation).toBeLessThan(1);
    expect(heldBackFrames).toBe(15);
    expect(warnings).toEqual([]);
    expect(bytes.after).toBeLessThan(0.6 * bytes.before);
    const { description, calibration } = await readModelFile(join(folder, 'small.onnx'));
    expect(description.precision).toBe(precision);
    const { threshold } = last.summary;
    expect(threshold).toBeGreaterThan(parseCalibration(calibration).heldBack.largestScore);
  }
});

test('reads, measures, compares, and calibrates on what activations were not measured on', async () => {
  const told = await lastValueFrom(quantize().pipe(toArray()));
  expect([...new Set(told.map(({ kind }) => kind))]).toEqual([
    'reading',
    'measuring',
    'comparing',
    'done',
  ]);
  // 120 frames, of which 32 are held back; the state warms up on those before.
  expect(told.at(-1)).toMatchObject({
    modelPath: join(folder, 'small.onnx'),
    summary: { calibrationFrames: 88, heldBackFrames: 32, left: [] },
  });
  const { calibration } = await readModelFile(join(folder, 'small.onnx'));
  expect(parseCalibration(calibration).heldBack.frames).toBe(32);
});

/** A model's bytes, made anew. */
async function made(name: string): Promise<Uint8Array> {
  await lastValueFrom(quantize({ output: join(folder, name) }));
  return (await readModelFile(join(folder, name))).bytes;
}

test('the same footage gives the same model', async () => {
  expect(await made('one.onnx')).toEqual(await made('two.onnx'));
});

test('footage shorter than what the model was calibrated on is told', async () => {
  const sources = [{ path: clip('normal.mp4'), durationSeconds: 12 }];
  const last = await lastValueFrom(quantize({ sources }));
  if (last.kind !== 'done') throw new TypeError('it did not end');
  expect(last.summary.warnings.map(({ code }) => code)).toContain('calibrated-on-less');
});

test('a model that bytes do not suffice for is written with a warning', async () => {
  const model = join(folder, 'uneven.onnx');
  await writeUnevenModel(model);
  const last = await lastValueFrom(quantize({ model }));
  expect(last).toMatchObject({ summary: { warnings: [{ code: 'precision-too-low' }] } });
  expect((await readModelFile(join(folder, 'small.onnx'))).description.precision).toBe('int8');
});

test('an abort while measuring errors with its reason and leaves the model there was', async () => {
  await copyFile(clip('model.onnx'), join(folder, 'small.onnx'));
  const controller = new AbortController();
  const reason = new Error('enough');
  const working = quantize({ signal: controller.signal }).pipe(
    tap(({ kind }) => kind === 'measuring' && controller.abort(reason)),
  );
  await expect(lastValueFrom(working)).rejects.toBe(reason);
  expect(await readdir(folder)).toEqual(['small.onnx']);
  expect((await readModelFile(join(folder, 'small.onnx'))).description.precision).toBe('float32');
});

test('unsubscribing ends it without a word', async () => {
  const told = await lastValueFrom(quantize().pipe(take(1), toArray()));
  expect(told.map(({ kind }) => kind)).toEqual(['reading']);
  expect(await readdir(folder)).toEqual([]);
});

test('a model that gives no patch errors is refused before footage is read', async () => {
  const spec = networkSpecSchema.parse({
    input: { width: 32, height: 24, frameRate: 5 },
    layers: [{ type: 'conv', filters: 1, kernelSize: 3 }],
    target: 'none',
    warmUpFrames: 0,
  });
  const { onnx: bytes, description } = buildStepModel(spec, initialWeights(spec, seededRandom(1)));
  await writeModelFile(join(folder, 'plain.onnx'), { bytes, description });
  const told: string[] = [];
  const working = quantize({ model: join(folder, 'plain.onnx') }).pipe(
    tap(({ kind }) => told.push(kind)),
  );
  await expect(lastValueFrom(working)).rejects.toMatchObject({ code: 'model-error-output' });
  expect(told).toEqual([]);
});

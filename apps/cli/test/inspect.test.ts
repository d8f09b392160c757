import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildStepModel,
  initialWeights,
  networkSpecSchema,
  seededRandom,
  writeModelFile,
} from '@presage/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCameraClip } from '../../../packages/engine/test/camera-clip.ts';
import { writeTestModel } from '../../../packages/engine/test/write-test-model.ts';
import { runPresage } from './run-presage.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presage-inspect-'));
  await makeCameraClip({ output: join(folder, 'room.mp4'), seconds: 8 });
  await writeTestModel(join(folder, 'room.onnx'), join(folder, 'room.mp4'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('shows network, frames, states, calibration and origin', async () => {
  const { code, stdout, stderr } = await runPresage(['inspect', join(folder, 'room.onnx')]);
  expect(code).toBe(0);
  expect(stderr).toBe('');
  expect(stdout).toContain('1,273 parameters; predicts the next frame');
  expect(stdout).toMatch(/convLstm1 +convLstm +4 hidden channels, 3×3 +4×12×16 +1,168/u);
  expect(stdout).toContain('32×24 gray8, 5 a second; the first 1 s (5 frames) never alarm');
  expect(stdout).toMatch(/convLstm1\.cell +4×12×16/u);
  expect(stdout).toMatch(/false alarms +threshold +how sure/u);
  expect(stdout).toContain('learned from room.mp4');
});

test('--json holds the same', async () => {
  const { stdout } = await runPresage(['inspect', '--json', join(folder, 'room.onnx')]);
  expect(JSON.parse(stdout)).toMatchObject({
    network: { parameters: 1273 },
    needs: { width: 32, height: 24, format: 'gray8', frameRate: 5 },
    warmUpFrames: 5,
    calibration: {
      version: 2,
      thresholds: expect.arrayContaining([
        expect.objectContaining({ wishedFalseAlarmsPerDay: 1 }),
      ]) as unknown,
    },
    provenance: { learnedFrom: ['room.mp4'] },
  });
});

/** Two branches over 1-D arrays, channels last. */
const branching = networkSpecSchema.parse({
  input: { shape: [16, 2], layout: 'channelsLast' },
  layers: [
    { type: 'convLstm', name: 'slow', hiddenChannels: 3, kernelSize: 5 },
    {
      type: 'conv',
      name: 'fast',
      from: 'input',
      filters: 3,
      kernelSize: 3,
      padding: [2, 0],
      activation: 'relu',
    },
    { type: 'merge', name: 'both', kind: 'add', from: ['slow', 'fast'] },
  ],
  target: 'none',
  warmUpFrames: 4,
});

test('shows arrays, branches, what the runtime may do, and where an import came from', async () => {
  const { onnx: bytes, description } = buildStepModel(
    branching,
    initialWeights(branching, seededRandom(1)),
  );
  const provenance = {
    importedFrom: { file: 'tides.keras', framework: 'Keras', version: '3.4.1' },
  };
  const path = join(folder, 'tides.onnx');
  await writeModelFile(path, { bytes, description, provenance });
  const { stdout } = await runPresage(['inspect', path]);
  expect(stdout).toContain('gives what its last layer gives');
  expect(stdout).toMatch(/fast +conv +input +3 filters, size 3, padding 2 0, relu +3×16 +21/u);
  expect(stdout).toMatch(/both +merge +slow, fast +add/u);
  expect(stdout).toContain(
    'float32 16×2 a step, from a program: stepArray(); the first 4 steps are warm-up',
  );
  expect(stdout).toContain('in float32; streams may share a run');
  expect(stdout).toContain('none: it gives no error of a prediction that could be judged');
  expect(stdout).toContain('imported from tides.keras, Keras 3.4.1');
});

function whole<T extends { readonly shape: readonly number[] }>(tensor: T) {
  return { ...tensor, shape: [1, ...tensor.shape] };
}

test('shows a model made elsewhere, whose batch is fixed', async () => {
  const { onnx: bytes, description } = buildStepModel(
    branching,
    initialWeights(branching, seededRandom(1)),
  );
  const { spec: _, states, outputs, input, ...rest } = description;
  const path = join(folder, 'elsewhere.onnx');
  await writeModelFile(path, {
    bytes,
    description: {
      ...rest,
      batch: 'fixed',
      input: whole(input),
      states: states.map(whole),
      outputs: outputs.map(whole),
    },
  });
  const { stdout } = await runPresage(['inspect', path]);
  expect(stdout).toContain('made elsewhere: its layers are not described');
  expect(stdout).toContain('one stream a run: the graph fixes its batch');
  expect(stdout).toMatch(/slow\.cell +1×3×16/u);
});

test('what is no model fails in words, without a stack trace', async () => {
  await writeFile(join(folder, 'notes.txt'), 'not a model');
  const { code, stdout, stderr } = await runPresage(['inspect', join(folder, 'notes.txt')]);
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain('is not an ONNX file');
  expect(stderr).not.toContain('    at ');
});

test('--verbose shows where an error comes from', async () => {
  const { stderr } = await runPresage(['inspect', '--verbose', join(folder, 'none.onnx')]);
  expect(stderr).toMatch(/model-missing|there is no model file/u);
  expect(stderr).toContain('    at ');
});

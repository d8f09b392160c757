import { expect, test } from 'vitest';
import { encodeModelFile } from '../file/encode-model-file.ts';
import { parseModelFile } from '../file/parse-model-file.ts';
import { initialWeights } from '../initial-weights.ts';
import { openModel } from '../runtime/open-model.ts';
import { seededRandom } from '../seeded-random.ts';
import { networkSpecSchema } from '../spec/network-spec.ts';
import { buildStepModel } from './build-step-model.ts';

const width = 6;
const height = 4;

function specFor(target: 'next' | 'same') {
  return networkSpecSchema.parse({
    input: { width, height, frameRate: 5 },
    layers: [
      { type: 'convLstm', name: 'memory', hiddenChannels: 2, kernelSize: 3 },
      { type: 'conv', filters: 1, kernelSize: 1 },
    ],
    target,
    patchSize: 2,
    warmUpFrames: 2,
  });
}

function modelFileFor(target: 'next' | 'same') {
  const spec = specFor(target);
  const { onnx, description } = buildStepModel(spec, initialWeights(spec, seededRandom(1)));
  return parseModelFile(encodeModelFile(onnx, { description }), 'model');
}

test('the description says what a runtime must know', () => {
  const spec = specFor('next');
  expect(modelFileFor('next').description).toEqual({
    spec,
    needs: { width, height, format: 'gray8', frameRate: 5 },
    input: { name: 'frame', type: 'uint8', shape: [height, width, 1] },
    batch: 'free',
    precision: 'float32',
    states: [
      { input: 'memory.hidden', output: 'memory.hidden.next', shape: [2, 4, 6] },
      { input: 'memory.cell', output: 'memory.cell.next', shape: [2, 4, 6] },
      { input: 'prediction', output: 'prediction.next', shape: [1, 4, 6] },
    ],
    outputs: [
      { name: 'error', shape: [2, 3] },
      { name: 'features', shape: [2, 2, 3] },
    ],
    warmUpFrames: 2,
  });
});

test('a network that repeats the frame itself keeps no prediction', () => {
  const { states } = modelFileFor('same').description;
  expect(states.map(({ input }) => input)).toEqual(['memory.hidden', 'memory.cell']);
});

test('the spec in a file is checked when it is read', () => {
  const { description } = buildStepModel(
    specFor('next'),
    initialWeights(specFor('next'), seededRandom(1)),
  );
  const broken = { ...description, spec: { ...specFor('next'), patchSize: 0 } };
  const { onnx } = buildStepModel(
    specFor('next'),
    initialWeights(specFor('next'), seededRandom(1)),
  );
  expect(() => encodeModelFile(onnx, { description: broken })).toThrow('patchSize');
});

test('weights that are missing or of another size are refused by name', () => {
  const spec = specFor('next');
  const weights = new Map(initialWeights(spec, seededRandom(1)));
  weights.set('conv1.bias', new Float32Array(2));
  expect(() => buildStepModel(spec, weights)).toThrow('conv1.bias: 2 elements for shape [1]');
  weights.delete('conv1.bias');
  expect(() => buildStepModel(spec, weights)).toThrow('no weight is named conv1.bias');
});

test.for(['next', 'same'] as const)(
  'target %s: frames after a reset are warm-up, then the model repeats itself',
  async (target) => {
    await using model = await openModel(modelFileFor(target), { threads: 1 });
    using stream = model.stream();
    const step = async (sequence: number, discontinuity?: 'start' | 'gap') => {
      const { outputs, warmUp } = await stream.step({
        streamId: 'test',
        sequence,
        timestampUs: sequence * 200_000,
        arrivalMs: 0,
        width,
        height,
        format: 'gray8',
        bytes: new Uint8Array(width * height).fill(100),
        ...(discontinuity && { discontinuity }),
      });
      return { error: [...outputs['error']!.data], warmUp };
    };
    const first = [await step(0, 'start'), await step(1), await step(2), await step(3)];
    const second = [await step(9, 'gap'), await step(10), await step(11), await step(12)];
    expect(first.map(({ warmUp }) => warmUp)).toEqual([true, true, false, false]);
    expect(second).toEqual(first);
    // The first frame of target `next` is compared with zero: nothing was expected.
    const nothing = Math.fround((100 / 255) ** 2);
    expect(Math.abs(first[0]!.error[0]! - nothing) < 1e-6).toBe(target === 'next');
  },
);

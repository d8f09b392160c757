import { networkSpecSchema, openModel } from '@presage/model';
import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { largestDifference } from './largest-difference.ts';
import { benchWeights, prepareModel } from './prepare-model.ts';
import { createTfjsCell } from './tfjs-cell.ts';

const [height, width, channels, filters] = [4, 5, 3, 2];
const shape = [height, width, channels] as const;
const spec = networkSpecSchema.parse({
  input: { shape: [...shape], layout: 'channelsLast' },
  layers: [{ type: 'convLstm', name: 'memory', hiddenChannels: filters, kernelSize: 3 }],
  target: 'none',
  warmUpFrames: 0,
});
const task = { weights: benchWeights(spec), shape, filters, kernelSize: 3 };

test('TensorFlow.js takes the very steps that ours takes', async () => {
  using cell = await createTfjsCell(task);
  await using model = await openModel(prepareModel(spec), { threads: 1, device: 'cpu' });
  using stream = model.stream();
  for (let step = 1; step <= 4; step += 1) {
    const values = Float32Array.from({ length: height * width * channels }, (_, index) =>
      Math.sin(step * index),
    );
    const { outputs } = await stream.stepArray(values);
    const hidden = outputs['output']!.data;
    expect(Math.max(...hidden)).toBeGreaterThan(0.01);
    expect(largestDifference(cell.step(values), hidden)).toBeLessThan(1e-5);
  }
});

test('steps keep no tensors, and dispose leaves none', async () => {
  const before = memory().numTensors;
  const cell = await createTfjsCell(task);
  const values = new Float32Array(height * width * channels);
  cell.step(values);
  const whenRunning = memory().numTensors;
  for (let step = 0; step < 10; step += 1) cell.step(values);
  expect(memory().numTensors).toBe(whenRunning);
  cell[Symbol.dispose]();
  expect(memory().numTensors).toBe(before);
});

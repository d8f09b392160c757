import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  comparingNetworkSpecSchema,
  describeNetwork,
  frameNeedsOf,
  openModel,
  type ComparingNetworkSpec,
} from '@presage/model';
import { expect, test } from 'vitest';
import { largestDifference } from './largest-difference.ts';
import { tiny } from './networks/tiny.ts';
import { benchWeights, prepareModel } from './prepare-model.ts';
import { pytorchMissing } from './python-process.ts';
import { pytorchForms, startPytorchStep } from './pytorch-step.ts';
import { randomFrames } from './random-frames.ts';
import { streamResults } from './stream-results.ts';

const { signal } = new AbortController();
const missing = await pytorchMissing(signal);

/** Odd sizes, valid transposed convolutions whose kernels no stride divides, the frame itself as target. */
const odd = comparingNetworkSpecSchema.parse({
  input: { width: 23, height: 23, frameRate: 5 },
  layers: [
    { type: 'conv', filters: 6, kernelSize: 11, stride: 4, padding: 'valid', activation: 'tanh' },
    { type: 'convLstm', hiddenChannels: 4, kernelSize: 3, peephole: 'perPixel' },
    { type: 'convTranspose', filters: 1, kernelSize: 11, stride: 4, padding: 'valid' },
  ],
  target: 'same',
  patchSize: 5,
  warmUpFrames: 0,
});

const specs: readonly (readonly [string, ComparingNetworkSpec])[] = [
  ['next, same padding', tiny],
  ['same, valid padding', odd],
];

test.for(specs)('PyTorch takes the very steps that ours takes: %s', async ([, spec], context) => {
  if (missing !== undefined) context.skip(missing);
  const file = prepareModel(spec);
  const next = randomFrames(frameNeedsOf(file, 'the model'));
  const frames = [next(), next(), next()];
  await using model = await openModel(file, { threads: 1, device: 'cpu' });
  await using folder = await mkdtempDisposable(join(tmpdir(), 'presage-bench-'));
  await using pytorch = await startPytorchStep(
    {
      spec,
      weights: benchWeights(spec),
      stateShapes: file.description.states.map(({ shape }) => shape),
      frames: frames.map(({ bytes }) => bytes),
      threads: 1,
      folder: folder.path,
    },
    signal,
  );
  const ours = await streamResults(model, frames);
  expect(Math.max(...ours)).toBeGreaterThan(0.01);
  for (const form of pytorchForms) {
    expect(largestDifference(pytorch.results[form], ours)).toBeLessThan(1e-5);
    expect(await pytorch.step(form, 2)).toBeGreaterThan(0);
  }
  expect(pytorch.facts.parameters).toBe(describeNetwork(spec).parameterCount);
});

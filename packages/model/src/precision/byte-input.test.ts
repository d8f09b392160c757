import { expect, test } from 'vitest';
import { randomWeights } from '../../test/random-weights.ts';
import { encodeModelFile } from '../file/encode-model-file.ts';
import type { ModelFile } from '../file/model-file.ts';
import { buildStepModel } from '../lower/build-step-model.ts';
import { describeNetwork } from '../lower/describe-network.ts';
import { openModel } from '../runtime/open-model.ts';
import { seededRandom } from '../seeded-random.ts';
import { networkSpecSchema } from '../spec/network-spec.ts';
import { measureActivations } from './measure-activations.ts';
import { quantiseModel } from './quantise-model.ts';

/** A convolution, all of whose biases are `bias`, beside the hidden state of the cell that takes it. */
function biasedFile(bias: number, activation: 'linear' | 'relu'): ModelFile {
  const spec = networkSpecSchema.parse({
    input: { shape: [3, 6, 7] },
    target: 'none',
    layers: [
      { type: 'conv', name: 'biased', filters: 4, kernelSize: 3, activation },
      { type: 'convLstm', hiddenChannels: 5, kernelSize: 3 },
    ],
    warmUpFrames: 0,
  });
  const { parameters } = describeNetwork(spec);
  const weights = randomWeights(parameters, seededRandom(4));
  weights.get('biased.bias')!.fill(bias);
  const { onnx, description } = buildStepModel(spec, weights);
  return { bytes: encodeModelFile(onnx, { description }), description };
}

test.for([
  ['what lies below zero reaches as far beside a state as what lies above', -3, 'linear'],
  ['what is always zero takes no digits from the state beside it', -30, 'relu'],
] as const)('%s', async ([, bias, activation]) => {
  const file = biasedFile(bias, activation);
  const random = seededRandom(5);
  const inputs = Array.from({ length: 6 }, () =>
    Float32Array.from({ length: 3 * 6 * 7 }, () => 2 * random() - 1),
  );
  const int8 = quantiseModel(file, await measureActivations(file, inputs, { threads: 1 }));
  const [found, wanted] = [await outputs(int8, inputs), await outputs(file, inputs)];
  const reach = Math.max(...wanted.map(Math.abs));
  const worst = Math.max(...found.map((value, at) => Math.abs(value - wanted[at]!)));
  expect(worst).toBeLessThan(0.05 * reach);
});

async function outputs(file: ModelFile, inputs: readonly Float32Array[]): Promise<number[]> {
  await using model = await openModel(file, { device: 'cpu', threads: 1, batching: 'off' });
  using stream = model.stream();
  const results: number[] = [];
  for (const input of inputs) {
    const said = await stream.stepArray(input);
    results.push(...said.outputs['output']!.data);
  }
  return results;
}

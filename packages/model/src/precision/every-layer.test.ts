import { expect, test } from 'vitest';
import { layerCases, type LayerCase } from '../../test/layer-cases.ts';
import { randomWeights } from '../../test/random-weights.ts';
import { encodeModelFile } from '../file/encode-model-file.ts';
import type { ModelFile } from '../file/model-file.ts';
import { onnx } from '../file/onnx.ts';
import { buildStepModel } from '../lower/build-step-model.ts';
import { describeNetwork } from '../lower/describe-network.ts';
import { openModel } from '../runtime/open-model.ts';
import { seededRandom } from '../seeded-random.ts';
import { networkSpecSchema } from '../spec/network-spec.ts';
import { halveModel } from './halve-model.ts';
import { measureActivations } from './measure-activations.ts';
import { observedModel } from './observed-model.ts';
import { quantiseModel } from './quantise-model.ts';

const steps = 4;

/** Layers with something to convolve, which take one input and give one map. */
const convolving = layerCases.filter(([, { layer, more }]) => {
  const types = ['conv', 'convTranspose', 'convLstm', 'convGru'];
  return types.includes(layer.type) && more.length === 0;
});
/** Every activation comes after a convolution too; these are the ones that bytes go through. */
const chosen = convolving.filter(
  ([name]) => !/^conv with (?!tanh|sigmoid|relu$|leakyRelu|gelu)/u.test(name),
);
const [staying, reduced] = [true, false].map((stays) =>
  chosen.filter(([name]) => /^convTranspose.*(?:dilated|in groups)/u.test(name) === stays),
);

function fileOf({ layer, inputShape }: LayerCase): ModelFile {
  const spec = networkSpecSchema.parse({
    input: { shape: inputShape },
    target: 'none',
    layers: [layer],
    warmUpFrames: 0,
  });
  const { parameters } = describeNetwork(spec);
  const weights = randomWeights(parameters, seededRandom(4));
  const { onnx: graph, description } = buildStepModel(spec, weights);
  return { bytes: encodeModelFile(graph, { description }), description };
}

test.for(staying!)('%s stays as it is, and is named', ([, layerCase]) => {
  expect(() => observedModel(fileOf(layerCase))).toThrow(/none of .*ConvTranspose/u);
});

test.for(reduced!)('%s computes the same in fewer bits, about', async ([, layerCase]) => {
  const file = fileOf(layerCase);
  const random = seededRandom(5);
  const length = layerCase.inputShape.reduce((product, size) => product * size, 1);
  const inputs = Array.from({ length: steps }, () =>
    Float32Array.from({ length }, () => 2 * random() - 1),
  );

  const wanted = await outputs(file, inputs);
  const reach = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const half = await outputs(halveModel(file), inputs);
  expect(largest(half, wanted)).toBeLessThan(0.004 * reach);

  const copies = inputs.map((input) => Float32Array.from(input));
  const int8 = quantiseModel(file, await measureActivations(file, copies, { threads: 1 }));
  const operators = onnx.ModelProto.decode(int8.bytes).graph!.node!.map(({ opType }) => opType);
  expect(operators).toContain('QLinearConv');
  expect(largest(await outputs(int8, inputs), wanted)).toBeLessThan(0.05 * reach);
});

async function outputs(file: ModelFile, inputs: readonly Float32Array[]): Promise<Float32Array> {
  await using model = await openModel(file, { device: 'cpu', threads: 1, batching: 'off' });
  using stream = model.stream();
  const results: number[] = [];
  for (const input of inputs) {
    const said = await stream.stepArray(Float32Array.from(input));
    results.push(...said.outputs['output']!.data);
  }
  return Float32Array.from(results);
}

function largest(found: Float32Array, wanted: Float32Array): number {
  expect(found.length).toBe(wanted.length);
  return found.reduce((most, value, at) => Math.max(most, Math.abs(value - wanted[at]!)), 0);
}

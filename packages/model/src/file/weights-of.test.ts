import { expect, test } from 'vitest';
import { leakySumsFile } from '../../test/leaky-sums.ts';
import { initialWeights } from '../initial-weights.ts';
import { buildStepModel } from '../lower/build-step-model.ts';
import { halveModel } from '../precision/halve-model.ts';
import { seededRandom } from '../seeded-random.ts';
import { networkSpecSchema } from '../spec/network-spec.ts';
import { encodeModelFile } from './encode-model-file.ts';
import type { ModelFile } from './model-file.ts';
import { parseModelFile } from './parse-model-file.ts';
import { weightsOf } from './weights-of.ts';

const spec = networkSpecSchema.parse({
  input: { width: 8, height: 8, frameRate: 5 },
  layers: [
    { type: 'offset', name: 'foreground' },
    { type: 'conv', filters: 3, kernelSize: 3, activation: 'leakyRelu' },
    { type: 'convLstm', hiddenChannels: 2, kernelSize: 3 },
    { type: 'conv', filters: 1, kernelSize: 3 },
  ],
  patchSize: 4,
  warmUpFrames: 2,
});
const weights = initialWeights(spec, seededRandom(3));

function written(): ModelFile {
  const { onnx, description } = buildStepModel(spec, weights);
  return parseModelFile(encodeModelFile(onnx, { description }), 'room.onnx');
}

test('a model file gives back the weights that it was made with', () => {
  const found = weightsOf(written(), 'room.onnx');
  expect(found.spec).toEqual(spec);
  expect(found.weights).toEqual(weights);
});

test.for([
  { what: 'a graph from elsewhere', file: leakySumsFile },
  { what: 'rounded weights', file: () => halveModel(written()) },
  {
    what: 'another network than it says',
    file: () => {
      const file = written();
      const other = { ...spec, layers: [...spec.layers, { ...spec.layers[3]!, name: 'more' }] };
      const description = { ...file.description, spec: networkSpecSchema.parse(other) };
      return { ...file, description };
    },
  },
])('$what cannot be learned on', ({ file }) => {
  expect(() => weightsOf(file(), 'room.onnx')).toThrow(
    expect.objectContaining({ code: 'model-not-learnable' }) as Error,
  );
});

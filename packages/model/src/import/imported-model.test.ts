import { expect, test } from 'vitest';
import { parseModelFile } from '../file/parse-model-file.ts';
import { initialWeights } from '../initial-weights.ts';
import { seededRandom } from '../seeded-random.ts';
import { networkSpecSchema } from '../spec/network-spec.ts';
import { importedModel } from './imported-model.ts';

const spec = networkSpecSchema.parse({
  input: { width: 8, height: 6, frameRate: 5 },
  layers: [{ type: 'conv', name: 'out', filters: 1, kernelSize: 3 }],
  patchSize: 2,
  warmUpFrames: 0,
});
const weights = initialWeights(spec, seededRandom(1));
const from = { file: 'rain.keras', framework: 'Keras', version: '3.4.1' };

test('a network becomes a model file that says where it came from', () => {
  const { file, notes } = importedModel({ spec, weights, notes: ['dropout was left out'] }, from);
  expect(notes).toEqual(['dropout was left out']);
  expect(parseModelFile(file.bytes, 'model')).toEqual(file);
  expect(file.provenance).toEqual({ importedFrom: from });
});

test('a size that no memory holds is refused before anything is built', () => {
  const input = { width: 200_000, height: 200_000, frameRate: 5 };
  const large = networkSpecSchema.parse({ ...spec, input });
  expect(() => importedModel({ spec: large, weights, notes: [] }, from)).toThrow(
    expect.objectContaining({
      code: 'import-too-large',
      message: expect.stringContaining('[1, 200000, 200000]') as string,
    }),
  );
});

test('weights that do not fit are told, every one of them', () => {
  const wrong = new Map([...weights, ['extra', new Float32Array(2)]]);
  wrong.set('out.weight', new Float32Array(8));
  wrong.delete('out.bias');
  expect(() => importedModel({ spec, weights: wrong, notes: [] }, from)).toThrow(
    expect.objectContaining({
      code: 'import-weights-mismatch',
      fields: {
        name: 'rain.keras',
        faults: [
          '"out.weight" is [1, 1, 3, 3] and has 8 numbers',
          '"out.bias" [1] is missing',
          'nothing takes "extra"',
        ],
      },
    }),
  );
});

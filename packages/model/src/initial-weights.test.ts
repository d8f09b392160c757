import { expect, test } from 'vitest';
import { initialWeights } from './initial-weights.ts';
import { describeNetwork } from './lower/describe-network.ts';
import { seededRandom } from './seeded-random.ts';
import { networkSpecSchema } from './spec/network-spec.ts';

const spec = networkSpecSchema.parse({
  input: { width: 8, height: 8, frameRate: 5 },
  layers: [
    { type: 'conv', name: 'encoder', filters: 6, kernelSize: [3, 5] },
    {
      type: 'convLstm',
      name: 'memory',
      hiddenChannels: 4,
      kernelSize: 3,
      forgetBias: 2,
      peephole: 'perChannel',
    },
    { type: 'convGru', name: 'gated', hiddenChannels: 5, kernelSize: 1 },
    { type: 'normalisation', name: 'normal', kind: 'layer' },
    { type: 'convTranspose', name: 'decoder', filters: 1, kernelSize: 3 },
    { type: 'offset', name: 'background' },
  ],
  patchSize: 4,
  warmUpFrames: 2,
});

test('every parameter has a weight of its size, in the order of the layers', () => {
  const weights = initialWeights(spec, seededRandom(1));
  const sizes = describeNetwork(spec).parameters.map(({ name, shape }) => [
    name,
    shape.reduce((product, size) => product * size, 1),
  ]);
  expect([...weights].map(([name, data]) => [name, data.length])).toEqual(sizes);
});

test('the same seed gives the same weights, another seed others', () => {
  const first = initialWeights(spec, seededRandom(1));
  expect(initialWeights(spec, seededRandom(1))).toEqual(first);
  expect(initialWeights(spec, seededRandom(2))).not.toEqual(first);
});

test.for([
  ['encoder.weight', 1 * 15, 6 * 15],
  ['memory.inputWeight', 6 * 9, 16 * 9],
  ['memory.hiddenWeight', 4 * 9, 16 * 9],
  ['gated.inputWeight', 4, 15],
  ['decoder.weight', 5 * 9, 1 * 9],
] as const)('%s fills Glorot and Bengio’s range and stays in it', ([name, fanIn, fanOut]) => {
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  const data = initialWeights(spec, seededRandom(1)).get(name)!;
  expect(Math.max(...data)).toBeLessThanOrEqual(Math.fround(limit));
  expect(Math.min(...data)).toBeGreaterThanOrEqual(-Math.fround(limit));
  expect(Math.max(...data)).toBeGreaterThan(0.7 * limit);
  expect(Math.min(...data)).toBeLessThan(-0.7 * limit);
});

const times = (length: number, value: number): number[] => Array.from({ length }, () => value);

test('the forget gate alone starts with its bias; scales at one, all else at zero', () => {
  const weights = initialWeights(spec, seededRandom(1));
  const values = (name: string): number[] => [...weights.get(name)!];
  expect(values('memory.bias')).toEqual([...times(4, 0), ...times(4, 2), ...times(8, 0)]);
  expect(values('gated.bias')).toEqual(times(15, 0));
  expect(values('encoder.bias')).toEqual(times(6, 0));
  expect(values('memory.peepholeOutput')).toEqual(times(4, 0));
  expect(values('normal.scale')).toEqual(times(5, 1));
  expect(values('normal.offset')).toEqual(times(5, 0));
  expect(values('background.offset')).toEqual(times(64, 0));
});

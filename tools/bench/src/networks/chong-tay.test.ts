import { buildStepGraph, describeNetwork, initialWeights, seededRandom } from '@presage/model';
import { expect, test } from 'vitest';
import { benchNetworks } from './bench-networks.ts';
import { chongTay } from './chong-tay.ts';

test("Chong & Tay's network has the published size", () => {
  const { parameterCount, states } = describeNetwork(chongTay);
  expect(parameterCount).toBe(1_068_225);
  const floats = states.map(({ shape }) => shape.reduce((product, size) => product * size, 1));
  expect((floats.reduce((sum, count) => sum + count, 0) * 4) / 1024).toBe(845);
});

test.for([
  ['demo', 43],
  ['chong-tay', 53],
] as const)('a step of %s takes no more than %i operators', ([name, most]) => {
  const spec = benchNetworks[name];
  const { nodes } = buildStepGraph(spec, initialWeights(spec, seededRandom(1)));
  // An Identity only names a result, and is not in the file.
  expect(nodes.filter(({ type }) => type !== 'Identity').length).toBeLessThanOrEqual(most);
});

import { chongTay } from '@presage/bench';
import { buildStepGraph, describeNetwork, initialWeights, seededRandom } from '@presage/model';
import { expect, test } from 'vitest';
import { stepCost } from './step-cost.ts';

test('a step of Chong & Tay’s network takes the published 0.794 thousand million multiplications', () => {
  const graph = buildStepGraph(chongTay, initialWeights(chongTay, seededRandom(1)));
  const { states } = describeNetwork(chongTay);
  const kept = new Set(states.flatMap(({ name }) => [name, `${name}.next`]));
  const { operations, bytes } = stepCost(graph, kept);
  expect(operations / 2 / 1e9).toBeCloseTo(0.794, 2);
  // The frame, and the error and 64 features of 14×14 patches.
  expect(bytes).toBe(227 * 227 + (1 + 64) * 14 * 14 * 4);
});

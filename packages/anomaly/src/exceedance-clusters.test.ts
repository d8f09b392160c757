import { expect, it } from 'vitest';
import { countClusters } from './exceedance-clusters.ts';

const series = (scores: readonly number[], breaks: readonly number[] = []) =>
  scores.map((score, index) => ({
    score,
    timestampUs: index * 1e6,
    discontinuous: breaks.includes(index),
  }));

it('counts exceedances closer than a run as one cluster', () => {
  const scores = series([0, 5, 0, 5, 0, 0, 0, 5, 5, 0]);
  expect(countClusters(scores, { level: 1, runSeconds: 2 })).toBe(2);
  expect(countClusters(scores, { level: 1, runSeconds: 1 })).toBe(3);
  expect(countClusters(scores, { level: 1, runSeconds: 4 })).toBe(1);
});

it('takes no score at the level itself for an exceedance', () => {
  expect(countClusters(series([1, 1, 1]), { level: 1, runSeconds: 2 })).toBe(0);
});

it('ends a cluster at a discontinuity', () => {
  expect(countClusters(series([5, 5, 5, 5], [0, 2]), { level: 1, runSeconds: 2 })).toBe(2);
});

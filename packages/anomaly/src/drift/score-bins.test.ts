import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createScoreBins } from './score-bins.ts';

const quantiles = Array.from({ length: 101 }, (_, percent) => percent);

function counted(scores: readonly number[], of = quantiles) {
  const bins = createScoreBins(of);
  const counts = new Float64Array(bins.bins);
  for (const score of scores) counts[bins.binOf(score)]! += 1;
  return { ...bins.distanceOf(counts), median: bins.medianOf(counts) };
}

test('scores spread like the normal ones are nowhere far from them', () => {
  const { distance, median } = counted(Array.from({ length: 1000 }, (_, index) => index / 10));
  expect(distance).toBeLessThan(0.011);
  expect(median).toBeCloseTo(50, 0);
});

test('the distance is what the cumulative shares differ by at most, wherever scores lie', () => {
  const scores = fc.array(fc.double({ min: -50, max: 150, noNaN: true }), {
    minLength: 1,
    maxLength: 60,
  });
  fc.assert(
    fc.property(scores, (given) => {
      const differences = quantiles.map((quantile, index) => {
        const below = given.filter((score) => score <= quantile).length / given.length;
        return below - index / 100;
      });
      const most = Math.max(...differences.map(Math.abs));
      expect(counted(given).distance).toBeCloseTo(most, 9);
    }),
  );
});

test('scores that are all the same, as normal ones were, are no distance away', () => {
  const flat = Array.from({ length: 101 }, () => 7);
  expect(counted([7, 7, 7], flat).distance).toBe(0);
  expect(counted([8, 8, 8], flat)).toMatchObject({ distance: 1, difference: -1 });
});

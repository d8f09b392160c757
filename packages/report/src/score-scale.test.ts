import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { scoreScale } from './score-scale.ts';

const points = (scores: readonly number[]) =>
  scores.map((score, i) => ({ timestampUs: i, score, threshold: 20, warmUp: false }));

test('higher scores are drawn higher, all within the drawing', () => {
  const score = fc.double({ min: -1e4, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(score, { minLength: 1 }),
      fc.double({ min: 0.01, max: 1e3, noNaN: true }),
      (scores, threshold) => {
        const scale = scoreScale(points(scores), threshold);
        const heights = scores.toSorted((a, b) => a - b).map((value) => scale.heightOf(value));
        expect(heights).toEqual(heights.toSorted((a, b) => a - b));
        expect(heights.every((height) => height >= 0 && height <= 1)).toBe(true);
        expect(scale.heightOf(threshold)).toBeLessThan(1);
        expect(scale.ticks).toEqual(scale.ticks.toSorted((a, b) => a - b));
        expect(scale.ticks.every((tick) => tick >= scale.minimum && tick <= scale.maximum)).toBe(
          true,
        );
      },
    ),
  );
});

test('a normal score and an alarm fifty times higher can both be told from the threshold', () => {
  const scale = scoreScale(points([5, 400]), 20);
  expect(scale.ticks).toEqual([0, 10, 100]);
  expect(scale.heightOf(20) - scale.heightOf(5)).toBeGreaterThan(0.15);
  expect(scale.heightOf(400) - scale.heightOf(20)).toBeGreaterThan(0.3);
});

test('scores that are no numbers do not spoil the scale', () => {
  expect(scoreScale(points([Number.NaN, Infinity, 5]), 20).maximum).toBeLessThan(100);
});

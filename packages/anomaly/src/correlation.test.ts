import { expect, it } from 'vitest';
import { correlation } from './correlation.ts';

it('is 1 for a series scaled and moved, and −1 for one turned over', () => {
  const series = [1, 5, 2, 8];
  expect(
    correlation(
      series,
      series.map((value) => 3 * value + 7),
    ),
  ).toBeCloseTo(1, 12);
  expect(
    correlation(
      series,
      series.map((value) => -value),
    ),
  ).toBeCloseTo(-1, 12);
});

it('is 0 where neither tells anything of the other', () => {
  expect(correlation([1, 1, -1, -1], [1, -1, 1, -1])).toBe(0);
});

it('equals a worked example', () => {
  // About their means: −1, 0, 1 and −2, 1, 1; products sum to 3, squares to 2 and 6.
  expect(correlation([1, 2, 3], [1, 4, 4])).toBeCloseTo(3 / Math.sqrt(2 * 6), 12);
});

it('is no number where a series stands still', () => {
  expect(correlation([1, 1, 1], [1, 2, 3])).toBeNaN();
});

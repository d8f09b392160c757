import { expect, it } from 'vitest';
import { poissonInterval } from './poisson-interval.ts';

it('gives the limits of published tables', () => {
  // Garwood 1936, table of 95 % limits.
  const known = [
    [0, 0, 3.689],
    [1, 0.0253, 5.572],
    [4, 1.09, 10.242],
    [10, 4.795, 18.39],
    [50, 37.11, 65.92],
  ] as const;
  for (const [count, low, high] of known) {
    const interval = poissonInterval(count);
    expect(interval[0]).toBeCloseTo(low, 2);
    expect(interval[1]).toBeCloseTo(high, 2);
  }
});

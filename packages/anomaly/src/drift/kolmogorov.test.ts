import { expect, test } from 'vitest';
import { kolmogorovSignificance } from './kolmogorov.ts';

/** So large that corrections for small samples are small. */
const many = { first: 1e8, second: 1e8 };
const distanceFor = (x: number) => x / Math.sqrt(5e7);

test.for([
  // The distribution's tables: 10 %, 5 %, 1 % and 0.1 %.
  [1.2238, 0.1],
  [1.3581, 0.05],
  [1.6276, 0.01],
  [1.9495, 0.001],
] as const)('%f is exceeded by chance at a rate of %f', ([x, significance]) => {
  expect(kolmogorovSignificance(distanceFor(x), many)).toBeCloseTo(significance, 4);
});

test('the same distance means more between larger samples, and nothing between none', () => {
  const small = kolmogorovSignificance(0.3, { first: 20, second: 20 });
  const large = kolmogorovSignificance(0.3, { first: 200, second: 200 });
  expect(large).toBeLessThan(small / 100);
  expect(kolmogorovSignificance(1, { first: 0, second: 1e6 })).toBe(1);
  expect(kolmogorovSignificance(0, many)).toBe(1);
});

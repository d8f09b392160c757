import { assert, float32Array, integer, nat, property } from 'fast-check';
import { expect, it } from 'vitest';
import { meanOfWorst } from './mean-of-worst.ts';

const scores = float32Array({ minLength: 1, maxLength: 40, noNaN: true, min: -1000, max: 1000 });

it('is the mean of the largest, of all where there are fewer', () => {
  expect(meanOfWorst(Float32Array.of(1, 9, -2, 5), 2)).toBe(7);
  expect(meanOfWorst(Float32Array.of(1, 3), 5)).toBe(2);
});

it('does not care where in the picture the worst places are', () => {
  assert(
    property(scores, integer({ min: 1, max: 10 }), (values, count) => {
      expect(meanOfWorst(values.toReversed(), count)).toBe(meanOfWorst(values, count));
    }),
    { seed: 1 },
  );
});

it('never falls where a place gets worse', () => {
  assert(
    property(scores, nat(39), integer({ min: 1, max: 10 }), (values, at, count) => {
      const worse = values.with(at % values.length, values[at % values.length]! + 1);
      expect(meanOfWorst(worse, count)).toBeGreaterThanOrEqual(meanOfWorst(values, count) - 1e-4);
    }),
    { seed: 1 },
  );
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { thinCurve } from './thin-curve.ts';

test('keeps the highest and lowest point, the order, and to the limit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 500 }),
      fc.integer({ min: 4, max: 100 }),
      (values, limit) => {
        const times = values.map((_, i) => i);
        const thin = thinCurve({ times, values }, limit);
        expect(thin.times.length).toBeLessThanOrEqual(Math.max(limit, 4));
        expect(Math.max(...thin.values)).toBe(Math.max(...values));
        expect(Math.min(...thin.values)).toBe(Math.min(...values));
        expect(thin.times).toEqual(thin.times.toSorted((a, b) => a - b));
        expect(thin.times.every((time, i) => Object.is(values[time], thin.values[i]))).toBe(true);
      },
    ),
  );
});

import { assert, integer, double, property } from 'fast-check';
import { expect, it } from 'vitest';
import { footageNeededFor, longestSupportedSeconds } from './footage-support.ts';

it('vouches for at least the footage itself and at most a thousand times as long', () => {
  expect(longestSupportedSeconds({ clusters: 1, seconds: 20 })).toBeCloseTo(42.9, 1);
  expect(longestSupportedSeconds({ clusters: 30, seconds: 20 })).toBe(20_000);
});

it('asks for footage that would vouch for the wish', () => {
  assert(
    property(
      integer({ min: 1, max: 50 }),
      double({ min: 1, max: 1e4, noNaN: true }),
      double({ min: 10, max: 1e7, noNaN: true }),
      (clusters, seconds, wished) => {
        const needed = footageNeededFor(wished, { clusters, seconds });
        const then = { clusters: (clusters * needed) / seconds, seconds: needed };
        expect(longestSupportedSeconds(then)).toBeGreaterThan(wished * (1 - 1e-9));
      },
    ),
    { seed: 1 },
  );
});

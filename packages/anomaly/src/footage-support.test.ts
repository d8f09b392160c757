import { assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../test/seeded-random.ts';
import { footageNeededFor, longestSupportedSeconds, rateUncertainty } from './footage-support.ts';
import { fitGeneralizedPareto } from './generalized-pareto.ts';

const support = (alarms: number, seconds: number) => ({
  tail: { alarms, excesses: Math.max(1, alarms - 1) },
  seconds,
});

describe('longestSupportedSeconds', () => {
  it('is about the length of the footage where that gave thirty alarms, and half of it with one', () => {
    expect(longestSupportedSeconds(support(31, 1000))).toBeGreaterThan(800);
    expect(longestSupportedSeconds(support(31, 1000))).toBeLessThan(1200);
    expect(longestSupportedSeconds(support(1, 1000))).toBeCloseTo(1000 * Math.log(2) ** 2, 3);
  });

  it('is where the rate is known within a factor of 2', () => {
    assert(
      property(
        integer({ min: 1, max: 300 }),
        double({ min: 10, max: 1e6, noNaN: true }),
        (n, s) => {
          const longest = longestSupportedSeconds(support(n, s));
          expect(rateUncertainty(support(n, s), longest * 0.999)).toBeLessThanOrEqual(2);
          expect(rateUncertainty(support(n, s), longest * 1.001)).toBeGreaterThan(2);
        },
      ),
      { seed: 1 },
    );
  });
});

describe('rateUncertainty', () => {
  it('grows with the time asked for', () => {
    const days = [0.01, 0.1, 1, 10].map((share) => rateUncertainty(support(12, 600), 600 * share));
    expect(days).toEqual(days.toSorted((a, b) => a - b));
    expect(days[0]).toBeCloseTo(Math.exp(Math.sqrt(1 / 100)), 6);
  });

  // The delta method against what fits to fresh samples of a known tail do.
  it('is how far estimates of a known rate scatter', () => {
    const random = seededRandom(5);
    const [alarms, growth] = [30, 3];
    const logRates = Array.from({ length: 400 }, () => {
      const excesses = Array.from({ length: alarms }, () => -Math.log(1 - random()));
      const prior = { mean: 0, deviation: 0.12 };
      const { scale, shape } = fitGeneralizedPareto(excesses, { prior });
      return -Math.log1p((shape * growth) / scale) / shape;
    });
    const mean = logRates.reduce((sum, value) => sum + value) / logRates.length;
    const spread = Math.sqrt(
      logRates.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logRates.length - 1),
    );
    const told = rateUncertainty(
      { tail: { alarms, excesses: alarms }, seconds: alarms },
      Math.exp(growth),
    );
    // The number of alarms is given in the samples; in footage it is counted.
    const withoutCount = Math.sqrt(Math.log(told) ** 2 - 1 / alarms);
    expect(spread / withoutCount).toBeGreaterThan(0.75);
    expect(spread / withoutCount).toBeLessThan(1.33);
  });
});

it('asks for as much footage as vouches for the wish: what is vouched for needs no more', () => {
  assert(
    property(integer({ min: 2, max: 31 }), double({ min: 10, max: 1e6, noNaN: true }), (n, s) => {
      const longest = longestSupportedSeconds(support(n, s));
      expect(footageNeededFor(longest, support(n, s)) / s).toBeCloseTo(1, 3);
      expect(footageNeededFor(3 * longest, support(n, s))).toBeGreaterThan(s);
    }),
    { seed: 1 },
  );
});

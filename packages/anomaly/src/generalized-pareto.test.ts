import { array, assert, double, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../test/seeded-random.ts';
import { fitGeneralizedPareto, type GeneralizedPareto } from './generalized-pareto.ts';

function sample(count: number, { scale, shape }: GeneralizedPareto, seed: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () =>
    shape === 0 ? -scale * Math.log(random()) : (scale * (random() ** -shape - 1)) / shape,
  );
}

describe('fitGeneralizedPareto', () => {
  it.each([-0.3, -0.1, 0, 0.1, 0.3])(
    'recovers shape %f and its scale from 5,000 excesses',
    (shape) => {
      const fit = fitGeneralizedPareto(sample(5000, { scale: 2, shape }, 7));
      // Three standard errors of maximum likelihood: (1 + shape)/√n for the shape (Smith 1987).
      expect(Math.abs(fit.shape - shape)).toBeLessThan((3 * (1 + shape)) / Math.sqrt(5000));
      expect(Math.abs(fit.scale / 2 - 1)).toBeLessThan(3 * Math.sqrt((2 * (1 + shape)) / 5000));
    },
  );

  it('finds a likelihood that no other scale and shape beats', () => {
    const excesses = sample(60, { scale: 3, shape: 0.15 }, 3);
    const likelihood = ({ scale, shape }: GeneralizedPareto) =>
      excesses.reduce(
        (sum, y) => sum - (1 + 1 / shape) * Math.log1p((shape * y) / scale),
        -60 * Math.log(scale),
      );
    const best = fitGeneralizedPareto(excesses);
    for (const dScale of [0.98, 1, 1.02]) {
      for (const dShape of [-0.01, 0, 0.01]) {
        const other = { scale: best.scale * dScale, shape: best.shape + dShape };
        expect(likelihood(other)).toBeLessThanOrEqual(likelihood(best) + 1e-6);
      }
    }
  });

  it('believes the prior of the shape with three excesses and the footage with thousands', () => {
    const prior = { mean: 0, deviation: 0.12 };
    const heavy = { scale: 1, shape: 0.4 };
    expect(Math.abs(fitGeneralizedPareto([0.1, 0.2, 9], { prior }).shape)).toBeLessThan(0.1);
    expect(fitGeneralizedPareto(sample(5000, heavy, 5), { prior }).shape).toBeCloseTo(0.4, 1);
  });

  it('lets clustered excesses weigh against the prior only as much as there are clusters', () => {
    const prior = { mean: 0, deviation: 0.12 };
    const excesses = sample(400, { scale: 1, shape: 0.4 }, 11);
    const all = fitGeneralizedPareto(excesses, { prior });
    const few = fitGeneralizedPareto(excesses, { prior, independent: 4 });
    expect(few.shape).toBeGreaterThan(0);
    expect(few.shape).toBeLessThan(all.shape / 3);
  });

  it('scales with its excesses', () => {
    const excesses = array(double({ min: 1e-3, max: 1e3, noNaN: true }), {
      minLength: 1,
      maxLength: 40,
    });
    assert(
      property(excesses, double({ min: 0.01, max: 100, noNaN: true }), (values, factor) => {
        const prior = { mean: 0, deviation: 0.12 };
        const one = fitGeneralizedPareto(values, { prior });
        const scaled = fitGeneralizedPareto(
          values.map((value) => value * factor),
          { prior },
        );
        expect(scaled.shape).toBeCloseTo(one.shape, 3);
        expect(scaled.scale / (one.scale * factor)).toBeCloseTo(1, 2);
      }),
      { numRuns: 50, seed: 1 },
    );
  });

  it.each([[[]], [[1, 0]], [[1, Number.NaN]]])('refuses %j', (excesses) => {
    expect(() => fitGeneralizedPareto(excesses)).toThrow(RangeError);
  });
});

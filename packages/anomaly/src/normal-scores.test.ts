import { array, assert, double, property } from 'fast-check';
import { expect, it } from 'vitest';
import { seededRandom } from '../test/seeded-random.ts';
import { normalScoresFrom } from './normal-scores.ts';

const timed = (scores: readonly number[], breakEvery = Infinity) =>
  scores.map((score, index) => ({
    score,
    timestampUs: index * 200_000,
    discontinuous: index % breakEvery === 0,
  }));
const value = double({ min: -1e3, max: 1e3, noNaN: true });

it('gives quantiles from the least score to the largest', () => {
  const scores = Array.from({ length: 201 }, (_, index) => 200 - index);
  const { quantiles } = normalScoresFrom(timed(scores), 5);
  expect(quantiles).toEqual(Array.from({ length: 101 }, (_, percent) => 2 * percent));
  assert(
    property(array(value, { minLength: 1, maxLength: 50 }), (some) => {
      const { quantiles: found, correlationSeconds } = normalScoresFrom(timed(some), 5);
      expect([found[0], found.at(-1)]).toEqual([Math.min(...some), Math.max(...some)]);
      expect(found).toEqual(found.toSorted((a, b) => a - b));
      expect(correlationSeconds).toBeGreaterThanOrEqual(0.2);
    }),
    { seed: 1 },
  );
});

it('knows how long scores remember: (1 + ρ) / (1 − ρ) frames where each keeps ρ of the last', () => {
  const random = seededRandom(3);
  let last = 0;
  const scores = Array.from({ length: 20_000 }, () => (last = 0.8 * last + random() - 0.5));
  expect(normalScoresFrom(timed(scores), 5).correlationSeconds * 5).toBeGreaterThan(7.5);
  expect(normalScoresFrom(timed(scores), 5).correlationSeconds * 5).toBeLessThan(10.5);
  const alone = Array.from({ length: 20_000 }, random);
  expect(normalScoresFrom(timed(alone), 5).correlationSeconds * 5).toBeLessThan(1.2);
});

it('does not pair scores across a break', () => {
  const random = seededRandom(5);
  const levels = Array.from({ length: 5000 }, random);
  const pairs = levels.flatMap((level) => [level, level]);
  const whole = normalScoresFrom(timed(pairs), 1).correlationSeconds;
  expect(whole).toBeGreaterThan(1.8);
  expect(normalScoresFrom(timed(pairs, 1), 1).correlationSeconds).toBe(1);
});

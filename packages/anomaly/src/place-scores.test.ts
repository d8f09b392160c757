import { array, assert, double, property } from 'fast-check';
import { expect, it } from 'vitest';
import type { Component } from './component.ts';
import { createPlaceScores } from './place-scores.ts';

const frame = (errors: readonly number[]) => ({
  errors,
  timestampUs: 0,
  warmUp: false,
  discontinuous: false,
});
const statisticsOf = (component: Component, errorFloor = 1) => ({
  components: new Map([[component, { mean: [0, 0, 0], deviation: [1, 2, 1] }]]),
  errorFloor,
  largestError: 1e4,
});
const error = double({ min: 0, max: 1e3, noNaN: true });
const errorsOfThree = array(error, { minLength: 3, maxLength: 3 });

it('counts standard deviations of errors', () => {
  const scores = createPlaceScores({ statistics: statisticsOf('error') });
  expect([...scores(frame([3, 3, -1]))]).toEqual([3, 1.5, -1]);
});

it('counts logarithms of what lies above normal, of the logarithm of errors', () => {
  const scores = createPlaceScores({ statistics: statisticsOf('logError') });
  const [one, two, three] = scores(frame([Math.E - 1, Math.E - 1, Math.expm1(-2)]));
  expect(one).toBeCloseTo(Math.log(2), 6);
  expect(two).toBeCloseTo(Math.log(1.5), 6);
  expect(three).toBe(0);
});

it('counts an error more and more that is over twice as large as any of normal frames, wherever it is', () => {
  const statistics = { ...statisticsOf('logError'), largestError: 2 };
  const plain = createPlaceScores({ statistics: statisticsOf('logError') });
  const scores = createPlaceScores({ statistics });
  const errors = [3.9, 5, 7];
  const more = [...scores(frame(errors))].map((score, at) => score - plain(frame(errors))[at]!);
  expect(more[0]).toBe(0);
  expect(more[1]).toBeCloseTo(30, 4);
  expect(more[2]).toBeCloseTo(90, 4);
});

it('counts in the unit that it is given, and leaves out what is masked', () => {
  assert(
    property(errorsOfThree, (errors) => {
      const statistics = statisticsOf('logError');
      const plain = createPlaceScores({ statistics })(frame(errors));
      const unit = { mean: 0.5, deviation: 0.25 };
      const mask = Uint8Array.of(0, 1, 0);
      const scores = createPlaceScores({ statistics, unit, mask })(frame(errors));
      expect(scores[0]).toBeCloseTo(4 * (plain[0]! - 0.5), 4);
      expect(scores[1]).toBe(0);
      expect(scores[2]).toBeCloseTo(4 * (plain[2]! - 0.5), 4);
    }),
    { seed: 1 },
  );
});

it('cannot measure density where nothing is known of normal features', () => {
  expect(() => createPlaceScores({ statistics: statisticsOf('density') })).toThrow(TypeError);
});

import { array, assert, boolean, integer, pre, property, record } from 'fast-check';
import { expect, it } from 'vitest';
import { areaUnderCurve, type LabelledScore } from './area-under-curve.ts';

const labelled = (positive: boolean, ...scores: readonly number[]) =>
  scores.map((score): LabelledScore => ({ score, positive }));

it('is 1 where every positive is above every negative, and 0 the other way round', () => {
  expect(areaUnderCurve([...labelled(true, 3, 4), ...labelled(false, 1, 2)])).toBe(1);
  expect(areaUnderCurve([...labelled(false, 3, 4), ...labelled(true, 1, 2)])).toBe(0);
});

it('counts a pair of equal scores half', () => {
  expect(areaUnderCurve([...labelled(true, 1), ...labelled(false, 1)])).toBe(0.5);
  // Pairs: 2 > 1, 2 = 2, 1 = 1, 1 < 2.
  expect(areaUnderCurve([...labelled(true, 2, 1), ...labelled(false, 1, 2)])).toBe(0.5);
});

it('says nothing where there is one kind only', () => {
  expect(areaUnderCurve(labelled(true, 1, 2))).toBeUndefined();
  expect(areaUnderCurve([])).toBeUndefined();
});

it('equals the share of pairs in the right order', () => {
  const scores = array(record({ score: integer({ min: 0, max: 5 }), positive: boolean() }), {
    minLength: 2,
    maxLength: 40,
  });
  assert(
    property(scores, (given) => {
      const positives = given.filter(({ positive }) => positive);
      const negatives = given.filter(({ positive }) => !positive);
      pre(positives.length > 0 && negatives.length > 0);
      const worth = positives.flatMap((one) =>
        negatives.map((other) => (Math.sign(one.score - other.score) + 1) / 2),
      );
      const share = worth.reduce((sum, value) => sum + value, 0) / worth.length;
      expect(areaUnderCurve(given)).toBeCloseTo(share, 12);
    }),
  );
});

import { array, assert, boolean, integer, pre, property, record } from 'fast-check';
import { expect, it } from 'vitest';
import { areaUnderCurve, type LabelledScore } from './area-under-curve.ts';
import { averagePrecision } from './average-precision.ts';
import { equalErrorRate } from './equal-error-rate.ts';
import { rocCurve } from './roc-curve.ts';

const labelled = (positive: boolean, ...scores: readonly number[]) =>
  scores.map((score): LabelledScore => ({ score, positive }));

const anyScores = array(record({ score: integer({ min: 0, max: 9 }), positive: boolean() }), {
  maxLength: 40,
});

it('has a point for each distinct score, from nothing found to everything', () => {
  expect(rocCurve([...labelled(true, 3, 2), ...labelled(false, 2, 1)])).toEqual([
    { threshold: Infinity, truePositives: 0, falsePositives: 0 },
    { threshold: 3, truePositives: 1, falsePositives: 0 },
    { threshold: 2, truePositives: 2, falsePositives: 1 },
    { threshold: 1, truePositives: 2, falsePositives: 2 },
  ]);
  expect(rocCurve([])).toHaveLength(1);
});

it('encloses the area under the curve', () => {
  assert(
    property(anyScores, (scores) => {
      const area = areaUnderCurve(scores);
      pre(area !== undefined);
      const points = rocCurve(scores);
      const all = points.at(-1)!;
      const trapezoids = points.slice(1).reduce((sum, { truePositives, falsePositives }, index) => {
        const before = points[index]!;
        const width = falsePositives - before.falsePositives;
        return sum + (width * (truePositives + before.truePositives)) / 2;
      }, 0);
      expect(trapezoids / (all.truePositives * all.falsePositives)).toBeCloseTo(area, 12);
    }),
  );
});

it('the equal error rate is where the curve meets the falling diagonal', () => {
  expect(equalErrorRate([...labelled(true, 3, 4), ...labelled(false, 1, 2)])).toBe(0);
  expect(equalErrorRate([...labelled(false, 3, 4), ...labelled(true, 1, 2)])).toBe(1);
  expect(equalErrorRate([...labelled(true, 1), ...labelled(false, 1)])).toBe(0.5);
  // At 3 a quarter of the negatives is found and a quarter of the positives missed.
  const quarter = [...labelled(true, 6, 5, 3, 1), ...labelled(false, 4, 2, 0, 0.5)];
  expect(equalErrorRate(quarter)).toBe(0.25);
  expect(equalErrorRate(labelled(true, 1))).toBeUndefined();
});

it('at the equal error rate, straight between two thresholds, both errors are the same', () => {
  assert(
    property(anyScores, (scores) => {
      const rate = equalErrorRate(scores);
      pre(rate !== undefined);
      const points = rocCurve(scores);
      const all = points.at(-1)!;
      const missesAt = points.slice(1).flatMap((point, index) => {
        const before = points[index]!;
        const [from, to] = [before, point].map((one) => one.falsePositives / all.falsePositives);
        if (rate < from! - 1e-12 || rate > to! + 1e-12) return [];
        const share = to! > from! ? (rate - from!) / (to! - from!) : undefined;
        const [high, low] = [before, point].map((one) => 1 - one.truePositives / all.truePositives);
        // A steep stretch has all misses between its ends at one rate of false alarms.
        if (share === undefined) return low! <= rate && rate <= high! ? [rate] : [];
        return [high! + share * (low! - high!)];
      });
      expect(Math.min(...missesAt.map((misses) => Math.abs(misses - rate)))).toBeLessThan(1e-9);
    }),
  );
});

it('average precision weights the precision at each score by the recall it adds', () => {
  // Found one by one at precisions 1, 2/3 and 3/5.
  const scores = [...labelled(true, 5, 3, 1), ...labelled(false, 4, 2, 0)];
  expect(averagePrecision(scores)).toBeCloseTo((1 + 2 / 3 + 3 / 5) / 3, 12);
  expect(averagePrecision([...labelled(true, 1), ...labelled(false, 1, 1, 1)])).toBe(0.25);
  expect(averagePrecision(labelled(false, 1))).toBeUndefined();
});

import { existsSync, readFileSync } from 'node:fs';
import { array, assert, boolean, integer, pre, property, record } from 'fast-check';
import { expect, it } from 'vitest';
import { areaUnderCurve, type LabelledScore } from './area-under-curve.ts';

const published = new URL('../../../../shared/data/avenue/published_scores.json', import.meta.url);

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

it('gives the published figures of a real detector on Avenue', (context) => {
  context.skip(!existsSync(published), `${published.pathname} is not on this machine`);
  const {
    scores,
    labels,
    frame_auc_of_1_minus_score: aucs,
  } = JSON.parse(readFileSync(published, 'utf8')) as {
    scores: Record<string, number[]>;
    labels: Record<string, { abnormal_1based_inclusive: [number, number][] }>;
    frame_auc_of_1_minus_score: Record<string, number>;
  };
  const found = Object.keys(aucs).map((clip) =>
    areaUnderCurve(
      scores[clip]!.map((score, index) => ({
        score: 1 - score,
        positive: labels[clip]!.abnormal_1based_inclusive.some(
          ([first, last]) => index + 1 >= first && index + 1 <= last,
        ),
      })),
    )?.toFixed(4),
  );
  expect(found.length).toBeGreaterThan(5);
  expect(found).toEqual(Object.values(aucs).map((auc) => auc.toFixed(4)));
});

import type { LabelledScore } from './area-under-curve.ts';

/** What calling everything from `threshold` up positive would find. */
export interface RocPoint {
  /** Infinity at the first point, where nothing is called positive. */
  readonly threshold: number;
  /** Positives at or above the threshold. */
  readonly truePositives: number;
  /** Negatives at or above the threshold. */
  readonly falsePositives: number;
}

/**
 * The receiver operating characteristic as counts: a point for every distinct score, from the
 * highest down, after one at which nothing is found. The last point finds everything.
 */
export function rocCurve(scores: readonly LabelledScore[]): readonly RocPoint[] {
  const sorted = scores.toSorted((a, b) => b.score - a.score);
  const points: RocPoint[] = [{ threshold: Infinity, truePositives: 0, falsePositives: 0 }];
  let truePositives = 0;
  let falsePositives = 0;
  sorted.forEach(({ score, positive }, index) => {
    if (positive) truePositives += 1;
    else falsePositives += 1;
    if (sorted[index + 1]?.score === score) return;
    points.push({ threshold: score, truePositives, falsePositives });
  });
  return points;
}

import type { LabelledScore } from './area-under-curve.ts';
import { rocCurve } from './roc-curve.ts';

/**
 * The error rate at the threshold where as large a share of positives is missed as of negatives is
 * found; between two thresholds, on the straight line that joins them in the receiver operating
 * characteristic. 0 is perfect, 0.5 is chance. Undefined where all are positive, or none.
 */
export function equalErrorRate(scores: readonly LabelledScore[]): number | undefined {
  const points = rocCurve(scores);
  const { truePositives: positives, falsePositives: negatives } = points.at(-1)!;
  if (positives === 0 || negatives === 0) return undefined;
  const errors = points.map(({ truePositives, falsePositives }) => ({
    falseAlarms: falsePositives / negatives,
    misses: 1 - truePositives / positives,
  }));
  // The first point misses everything, the last one nothing: they cross.
  const after = errors.findIndex(({ falseAlarms, misses }) => falseAlarms >= misses);
  const low = errors[after - 1]!;
  const high = errors[after]!;
  const [gapBefore, gapAfter] = [low.misses - low.falseAlarms, high.falseAlarms - high.misses];
  const share = gapBefore / (gapBefore + gapAfter);
  return low.falseAlarms + share * (high.falseAlarms - low.falseAlarms);
}

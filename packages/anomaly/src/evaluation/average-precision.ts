import type { LabelledScore } from './area-under-curve.ts';
import { rocCurve } from './roc-curve.ts';

/**
 * Mean of the precisions at each distinct score, weighted by the recall that it adds: the area under
 * the precision-recall curve without interpolation (as scikit-learn's `average_precision_score`;
 * Davis & Goadrich 2006 say why not to interpolate). By chance it is the share of positives.
 * Undefined where there is no positive.
 */
export function averagePrecision(scores: readonly LabelledScore[]): number | undefined {
  const points = rocCurve(scores);
  const positives = points.at(-1)!.truePositives;
  if (positives === 0) return undefined;
  let found = 0;
  let sum = 0;
  for (const { truePositives, falsePositives } of points.slice(1)) {
    sum +=
      ((truePositives - found) / positives) * (truePositives / (truePositives + falsePositives));
    found = truePositives;
  }
  return sum;
}

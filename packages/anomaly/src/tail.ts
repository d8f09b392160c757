import * as z from 'zod';
import { countClusters, type TimedScore } from './exceedance-clusters.ts';
import { fitGeneralizedPareto, type ShapePrior } from './generalized-pareto.ts';

/** The upper tail of the scores of normal footage, by peaks over a level. */
export const tailSchema = z.strictObject({
  /** The level whose exceedances make the tail. */
  level: z.number(),
  /** Exceedances closer than this belong to one cluster. */
  runSeconds: z.number().nonnegative(),
  /** Clusters of exceedances: what would have been alarms at the level. */
  clusters: z.int().positive(),
  /** The scores above the level, largest first. */
  exceedances: z.array(z.number()).min(1),
  /** Generalised Pareto of score − level. */
  scale: z.number().positive(),
  shape: z.number(),
});

export type Tail = z.infer<typeof tailSchema>;

/**
 * Errors are bounded (a pixel differs by 1 at most), so the far tail cannot be heavy: exponential
 * unless the footage says otherwise. The width is Martins & Stedinger's (2000).
 */
const shapePrior: ShapePrior = { mean: 0, deviation: 0.12 };

/** Enough for a fit; the level is as high as leaves that many, and no lower than the last share. */
const wantedClusters = 30;

/** Shares of the scores below the level, most wanted first. */
const levelShares = [0.998, 0.995, 0.99, 0.98, 0.96, 0.94, 0.92, 0.9, 0.85, 0.8, 0.75, 0.7];

/**
 * Fits the tail of a stretch of normal scores (at least one). The level is the highest quantile of
 * 99.8 % … 70 % that leaves 30 clusters; in short footage the lowest. All exceedances
 * shape the curve, not only the clusters' peaks: that wastes less and is less biased (Fawcett &
 * Walshaw, "Improved estimation for temporally clustered extremes", 2007); the clusters say how
 * often it happens and how much the fit may be trusted.
 */
export function tailFrom(scores: readonly TimedScore[], runSeconds: number): Tail {
  const sorted = scores.map(({ score }) => score).toSorted((a, b) => a - b);
  let best = { level: sorted.at(-1)!, clusters: 0 };
  for (const share of levelShares) {
    const level = sorted[Math.floor(share * (sorted.length - 1))]!;
    const clusters = countClusters(scores, { level, runSeconds });
    if (clusters > 0) best = { level, clusters };
    if (clusters >= wantedClusters) break;
  }
  const { level, clusters } = best;
  if (clusters === 0) return flatTail(level, runSeconds);
  const exceedances = sorted.filter((score) => score > level).toReversed();
  const excesses = exceedances.map((score) => score - level);
  const fit = fitGeneralizedPareto(excesses, { prior: shapePrior, independent: clusters });
  return { level, runSeconds, clusters, exceedances, ...fit };
}

/** The tail of scores whose upper part is all equal: no spread to speak of, only a height. */
function flatTail(level: number, runSeconds: number): Tail {
  const scale = Number.EPSILON * Math.max(1, Math.abs(level));
  return { level, runSeconds, clusters: 1, exceedances: [level], scale, shape: 0 };
}

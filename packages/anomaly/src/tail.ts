import * as z from 'zod';
import { clusterPeaks, type TimedScore } from './exceedance-clusters.ts';
import { fitGeneralizedPareto, type ShapePrior } from './generalized-pareto.ts';

/** The upper tail of the scores of normal footage, by peaks over a level. */
export const tailSchema = z.strictObject({
  /** The level whose exceedances make the tail. */
  level: z.number(),
  /** Exceedances closer than this are one cluster. */
  runSeconds: z.number().positive(),
  /** Peaks of the clusters, largest first. */
  peaks: z.array(z.number()).min(1),
  /** Generalised Pareto of peak − level. */
  scale: z.number().positive(),
  shape: z.number(),
});

export type Tail = z.infer<typeof tailSchema>;

/**
 * Errors are bounded (a pixel differs by 1 at most), so the far tail cannot be heavy: exponential
 * unless the footage says otherwise. The width is Martins & Stedinger's (2000).
 */
const shapePrior: ShapePrior = { mean: 0, deviation: 0.12 };

/** Enough for a fit; a level is as high as leaves that many clusters. */
const wantedClusters = 25;

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/**
 * Fits the tail of a stretch of normal scores (at least one). The level is the highest of the
 * 98 %, 96 %, … 50 % quantiles that leaves 25 clusters, or, in short footage, leaves the most.
 */
export function tailFrom(scores: readonly TimedScore[], runSeconds: number): Tail {
  const sorted = Float64Array.from(scores, ({ score }) => score).sort();
  let best: { readonly level: number; readonly peaks: readonly number[] } | undefined;
  for (let percent = 98; percent >= 50; percent -= 2) {
    const level = quantile(sorted, percent / 100);
    const peaks = clusterPeaks(scores, { level, runSeconds });
    if (peaks.length > (best?.peaks.length ?? 0)) best = { level, peaks };
    if (peaks.length >= wantedClusters) break;
  }
  // All scores above the median are equal: a flat line has no tail, only a height.
  if (!best) {
    const level = sorted.at(-1)!;
    return { level, runSeconds, peaks: [level], scale: Number.EPSILON * Math.max(1, Math.abs(level)), shape: 0 };
  }
  const { level, peaks } = best;
  const fit = fitGeneralizedPareto(peaks.map((peak) => peak - level), shapePrior);
  return { level, runSeconds, peaks: peaks.toSorted((a, b) => b - a), ...fit };
}

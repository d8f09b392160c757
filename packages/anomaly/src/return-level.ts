import type { Tail } from './tail.ts';

/** How often a level is reached, in clusters. */
function standardGrowth(period: number, clusters: number): number {
  return clusters * Math.expm1(Math.log(period) / clusters);
}

/**
 * The level that one cluster in `period` clusters reaches (Coles 2001, §5.3.3), not knowing the
 * scale for sure. With the prior 1/scale, n independent excesses of mean m give the next one the
 * predictive tail (1 + y/(n·m))^(−n) instead of exp(−y/m): where the plain level grows by
 * ln(period), this one grows by n·(period^(1/n) − 1), which is the same with many clusters and
 * keeps its distance with few.
 */
export function returnLevel(tail: Tail, period: number): number {
  if (period <= 1) return tail.level;
  const growth = standardGrowth(period, tail.clusters);
  const { scale, shape } = tail;
  const excess =
    Math.abs(shape) < 1e-9 ? scale * growth : (scale * Math.expm1(shape * growth)) / shape;
  return tail.level + excess;
}

import { trustedClusters } from './footage-support.ts';
import type { Tail } from './tail.ts';

/**
 * By how many scales an exponential tail lies above its level once in `period` clusters. A known
 * scale gives ln(period). A scale estimated from n independent excesses of mean m, with the prior
 * 1/scale, gives the next one the predictive tail (1 + y/(n·m))^(−n), so n·(period^(1/n) − 1): the
 * same with many clusters, more with few. That is taken as far as the footage can be trusted, and
 * from there on it waits for ln(period): what is beyond is a guess, but not a wild one.
 */
function standardGrowth(period: number, clusters: number): number {
  const trusted = Math.min(period, trustedClusters(clusters));
  return Math.max(Math.log(period), clusters * Math.expm1(Math.log(trusted) / clusters));
}

/**
 * The level that one cluster in `period` clusters reaches: the return level (Coles 2001, §5.3.3),
 * allowing for a scale that is not known for sure.
 */
export function returnLevel(tail: Tail, period: number): number {
  if (period <= 1) return tail.level;
  const growth = standardGrowth(period, tail.clusters);
  const { scale, shape } = tail;
  const excess =
    Math.abs(shape) < 1e-9 ? scale * growth : (scale * Math.expm1(shape * growth)) / shape;
  return tail.level + excess;
}

import { unstretch } from './log-stretch.ts';
import type { Tail } from './tail.ts';

/** However few excesses there were, not knowing the scale adds at most this share to the level. */
const mostDoubt = 0.25;

/**
 * By how many scales an exponential tail lies above its level once in `period` alarms. A known
 * scale gives ln(period). A scale estimated from n independent excesses of mean m, with the prior
 * 1/scale, gives the next one the predictive tail (1 + y/(n·m))^(−n), so n·(period^(1/n) − 1): the
 * same with many excesses, more with few. Where that is far beyond what was seen it is a guess, but
 * not a wild one.
 */
function standardGrowth(period: number, excesses: number): number {
  const known = Math.log(period);
  return Math.min(excesses * Math.expm1(known / excesses), (1 + mostDoubt) * known);
}

/**
 * The threshold that alarms once where the tail's level alarms `period` times: the return level
 * (Coles 2001, §5.3.3), allowing for a scale that is not known for sure. Not above 1, it is the level.
 */
export function returnLevel(tail: Tail, period: number): number {
  const { level, scale, shape, excesses, growth: logGrowth } = tail;
  if (period <= 1) return level;
  const growth = standardGrowth(period, excesses);
  const excess =
    Math.abs(shape) < 1e-9 ? scale * growth : (scale * Math.expm1(shape * growth)) / shape;
  return level + unstretch(excess, logGrowth);
}

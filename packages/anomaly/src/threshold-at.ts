import { returnLevel } from './return-level.ts';
import type { Tail } from './tail.ts';

/**
 * The threshold at which the footage that a tail was made from would have given so many alarms, whole
 * or not. Where the footage has them it is counted, between two counts evenly in the logarithm; fewer
 * are extrapolated. More than there were at any threshold: the lowest that was counted.
 */
export function thresholdAt(tail: Tail, alarms: number): number {
  const { level, counts } = tail;
  if (alarms < tail.alarms) return returnLevel(tail, tail.alarms / alarms);
  const below = counts.filter((count) => count.alarms > tail.alarms && count.threshold < level);
  const knots = [{ threshold: level, alarms: tail.alarms }, ...below];
  const index = knots.findIndex((knot) => knot.alarms >= alarms);
  const lower = knots.at(index)!;
  const higher = knots[index - 1];
  if (index < 0 || !higher) return lower.threshold;
  const share = Math.log(alarms / higher.alarms) / Math.log(lower.alarms / higher.alarms);
  return higher.threshold + share * (lower.threshold - higher.threshold);
}

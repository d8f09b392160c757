import { returnLevel } from './return-level.ts';
import type { Tail } from './tail.ts';

/**
 * The threshold at which the footage that a tail was made from would have given so many alarms, whole
 * or not. Where the footage has them it is counted, between two counts evenly in the logarithm; fewer
 * are extrapolated. More than there were at any threshold: the lowest that was counted.
 */
export function thresholdAt(tail: Tail, alarms: number): number {
  if (alarms < tail.alarms) return returnLevel(tail, tail.alarms / alarms);
  const index = tail.counts.findIndex((count) => count.alarms >= alarms);
  const lower = tail.counts.at(index)!;
  const higher = tail.counts[index - 1];
  if (index < 0 || !higher) return lower.threshold;
  const share = Math.log(alarms / higher.alarms) / Math.log(lower.alarms / higher.alarms);
  return higher.threshold + share * (lower.threshold - higher.threshold);
}

import type { Threshold } from '@presage/anomaly';
import { falseAlarms } from '../terminal/false-alarms.ts';
import { vouching } from '../terminal/vouching.ts';

/** A sentence where the footage cannot vouch for as few false alarms as asked for. */
export function unsupportedBudget(threshold: Threshold): string | undefined {
  if (threshold.supported) return undefined;
  const wish = falseAlarms(threshold.wishedFalseAlarmsPerDay);
  return `the threshold for ${wish} is ${vouching(threshold).join(' ')}`;
}

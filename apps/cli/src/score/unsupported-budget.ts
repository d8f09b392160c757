import type { Threshold } from '@presage/anomaly';
import { falseAlarms } from '../terminal/false-alarms.ts';

/** A sentence where the footage cannot vouch for as few false alarms as asked for. */
export function unsupportedBudget(threshold: Threshold): string | undefined {
  if (threshold.supported) return undefined;
  const { supportedFalseAlarmsPerDay, wishedFalseAlarmsPerDay } = threshold;
  return `the footage learned from can vouch for ${falseAlarms(supportedFalseAlarmsPerDay)}, not for ${falseAlarms(wishedFalseAlarmsPerDay)}: learn from more of it`;
}

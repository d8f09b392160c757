import type { Threshold } from '@presage/anomaly';
import { falseAlarms } from '../terminal/false-alarms.ts';

/** A sentence where the footage cannot vouch for as few false alarms as asked for. */
export function unsupportedBudget(threshold: Threshold): string | undefined {
  if (threshold.supported) return undefined;
  const supported = Number(threshold.supportedFalseAlarmsPerDay.toPrecision(2));
  return `the footage learned from can vouch for ${falseAlarms(supported)}, not for ${threshold.wishedFalseAlarmsPerDay}: learn from more of it`;
}

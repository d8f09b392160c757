import type { Threshold } from '@presage/anomaly';
import { falseAlarms } from './false-alarms.ts';
import { formatDuration } from './format-duration.ts';

/** What a threshold is worth, as far as it is told. */
export type Vouching = Pick<
  Threshold,
  'supported' | 'supportedFalseAlarmsPerDay' | 'heldBackSeconds' | 'neededSeconds'
>;

/**
 * What to say where the footage cannot vouch for the wish: what it can vouch for, and how much would
 * do. No lines where it can.
 */
export function vouching(threshold: Vouching): readonly string[] {
  const { supported, supportedFalseAlarmsPerDay, heldBackSeconds, neededSeconds } = threshold;
  if (supported) return [];
  return [
    `a guess: the ${formatDuration(heldBackSeconds)} of normal video held back can vouch for ${falseAlarms(supportedFalseAlarmsPerDay)} or more;`,
    `${formatDuration(neededSeconds)} would vouch for this: presage calibrate with so much normal video`,
  ];
}

import { InputError } from '@presage/core';
import type { Calibration } from './calibration.ts';
import { footageNeededFor, longestSupportedSeconds } from './footage-support.ts';
import { returnLevel } from './return-level.ts';

/** A threshold and what it is worth. */
export interface Threshold {
  /** An event starts at this score. */
  readonly value: number;
  /** False alarms a day that were asked for. */
  readonly wishedFalseAlarmsPerDay: number;
  /** The fewest false alarms a day that the footage can vouch for. */
  readonly supportedFalseAlarmsPerDay: number;
  /** Whether the wish is within what the footage can vouch for. If not, `value` is a guess beyond it. */
  readonly supported: boolean;
  /** Seconds of held-back normal footage that there were. */
  readonly heldBackSeconds: number;
  /** Seconds of it that the wish would need, as eventful as what there was. */
  readonly neededSeconds: number;
}

const secondsPerDay = 86_400;

/** Where no false alarm is expected in as long as the footage lasted, the threshold stays this far above the largest score in it. */
const marginOverLargest = 1.25;

/** Whatever the footage: less than three standard deviations is not unusual. */
const leastThreshold = 3;

/**
 * The threshold for a number of false alarms a day: the level that clusters of normal scores reach
 * that often ({@link returnLevel}); where less than one false alarm is expected in the footage's
 * length, at least 1.25 × its largest score; never below 3. Needs no inference. Fewer false alarms
 * never give a lower threshold.
 *
 * @throws InputError `false-alarms-per-day` where it is not a finite number above 0.
 */
export function thresholdFor(calibration: Calibration, falseAlarmsPerDay: number): Threshold {
  if (!(falseAlarmsPerDay > 0 && Number.isFinite(falseAlarmsPerDay))) {
    throw new InputError({
      code: 'false-alarms-per-day',
      message: `False alarms a day must be a number above 0 and is ${falseAlarmsPerDay}. Ask for 1 a day, or for 0.1 to have one in ten days.`,
    });
  }
  const { tail, heldBack } = calibration;
  const count = { clusters: tail.clusters, seconds: heldBack.seconds };
  const supportedSeconds = longestSupportedSeconds(count);
  const wishedSeconds = secondsPerDay / falseAlarmsPerDay;
  const level = returnLevel(tail, (count.clusters * wishedSeconds) / count.seconds);
  const floor =
    wishedSeconds >= heldBack.seconds ? marginOverLargest * heldBack.largestScore : -Infinity;
  return {
    value: Math.max(level, floor, leastThreshold),
    wishedFalseAlarmsPerDay: falseAlarmsPerDay,
    supportedFalseAlarmsPerDay: secondsPerDay / supportedSeconds,
    supported: wishedSeconds <= supportedSeconds,
    heldBackSeconds: heldBack.seconds,
    neededSeconds: footageNeededFor(wishedSeconds, count),
  };
}

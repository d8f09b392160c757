import { InputError } from '@presage/core';
import { footageNeededFor, longestSupportedSeconds, rateUncertainty } from './footage-support.ts';
import type { ThresholdBasis } from './threshold-basis.ts';
import { thresholdAt } from './threshold-at.ts';

/** A threshold and what it is worth. */
export interface Threshold {
  /** An event starts at this score. */
  readonly value: number;
  /** False alarms a day that were asked for. */
  readonly wishedFalseAlarmsPerDay: number;
  /** The fewest false alarms a day that the footage can vouch for, within a factor of 2. */
  readonly supportedFalseAlarmsPerDay: number;
  /** Whether the wish is within what the footage can vouch for. If not, `value` is a guess beyond it. */
  readonly supported: boolean;
  /** Two times out of three, normal footage like it alarms no more and no less often than asked for by this factor. */
  readonly uncertainty: number;
  /** Seconds of held-back normal footage that there were. */
  readonly heldBackSeconds: number;
  /** Seconds of it that the wish would need, as eventful as what there was. */
  readonly neededSeconds: number;
}

const secondsPerDay = 86_400;

/** Whatever the footage: less than a standard deviation is not unusual. */
const leastThreshold = 1;

/**
 * The threshold for a number of false alarms a day: the one at which the held-back footage would have
 * alarmed that often, by count where it did and by its tail where it did not; never below 1. An alarm
 * is an event as the calibration counted them (`tail.decision`, the default one). Needs no inference. Fewer false alarms never give a
 * lower threshold. `basis` is a calibration, or the part of it that is kept beside stored scores.
 *
 * @throws InputError `false-alarms-per-day` where it is not a finite number above 0.
 */
export function thresholdFor(basis: ThresholdBasis, falseAlarmsPerDay: number): Threshold {
  if (!(falseAlarmsPerDay > 0 && Number.isFinite(falseAlarmsPerDay))) {
    throw new InputError({
      code: 'false-alarms-per-day',
      message: `False alarms a day must be a number above 0 and is ${falseAlarmsPerDay}. Ask for 1 a day, or for 0.1 to have one in ten days.`,
    });
  }
  const { tail, heldBack } = basis;
  const { seconds } = heldBack;
  const support = { tail, seconds };
  const wishedSeconds = secondsPerDay / falseAlarmsPerDay;
  const supportedSeconds = longestSupportedSeconds(support);
  return {
    value: Math.max(thresholdAt(tail, seconds / wishedSeconds), leastThreshold),
    wishedFalseAlarmsPerDay: falseAlarmsPerDay,
    supportedFalseAlarmsPerDay: secondsPerDay / supportedSeconds,
    supported: wishedSeconds <= supportedSeconds,
    uncertainty: rateUncertainty(support, wishedSeconds),
    heldBackSeconds: seconds,
    neededSeconds: footageNeededFor(wishedSeconds, support),
  };
}

import { thresholdFor, type Threshold, type ThresholdBasis } from '@presage/anomaly';
import { InputError } from '@presage/core';

/** A threshold that is tried: for a rate of false alarms, or as it was given. */
export type TriedThreshold =
  | { readonly kind: 'rate'; readonly threshold: Threshold }
  | { readonly kind: 'given'; readonly value: number };

/** False alarms a day that are tried where nothing is asked for: 10 an hour, 1 an hour, 1 a day, 1 a week. */
const usualRates = [240, 24, 1, 1 / 7];

export interface ReplayThresholdsOptions {
  readonly source: string;
  readonly basis: ThresholdBasis | undefined;
  /** A day. */
  readonly falseAlarms: readonly number[];
  readonly thresholds: readonly number[];
}

/**
 * What to try: what was asked for, else the usual rates and the one that the model was set to.
 *
 * Throws InputError `threshold-basis-missing` where rates need a basis and there is none.
 */
export function replayThresholds(options: ReplayThresholdsOptions): readonly TriedThreshold[] {
  const { source, basis, falseAlarms, thresholds } = options;
  const given = thresholds.map((value) => ({ kind: 'given', value }) as const);
  if (given.length > 0 && falseAlarms.length === 0) return given;
  if (!basis) {
    throw new InputError({
      code: 'threshold-basis-missing',
      message: `which threshold a rate of false alarms comes to is not known for ${source}: there is no events.json beside it that says so; give the model that scored it with --model, or thresholds with --threshold`,
      fields: { source },
    });
  }
  const usual = new Set([...usualRates, basis.falseAlarmsPerDay ?? 1]);
  const rates = falseAlarms.length > 0 ? falseAlarms : [...usual].toSorted((a, b) => b - a);
  return [
    ...rates.map((rate) => ({ kind: 'rate', threshold: thresholdFor(basis, rate) }) as const),
    ...given,
  ];
}

/** The score from which on it alarms. */
export function valueOf(tried: TriedThreshold): number {
  return tried.kind === 'rate' ? tried.threshold.value : tried.value;
}

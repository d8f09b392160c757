import { thresholdFor, type Threshold, type ThresholdBasis } from '@presage/anomaly';

/** Rates of false alarms that thresholds are shown for, a day: from 10 an hour to one in 30 days. */
const rates = [240, 24, 10, 1, 1 / 7, 1 / 30];

/** Thresholds for the usual rates, the one wished for and the rarest that the footage can vouch for; most alarms first. */
export function thresholdRows(basis: ThresholdBasis): readonly Threshold[] {
  const wished = basis.falseAlarmsPerDay ?? 1;
  const { supportedFalseAlarmsPerDay } = thresholdFor(basis, wished);
  // A hair more, so that rounding does not make it one that is not vouched for.
  const all = [...rates, wished, supportedFalseAlarmsPerDay * (1 + 1e-9)];
  return [...new Set(all)].toSorted((a, b) => b - a).map((rate) => thresholdFor(basis, rate));
}

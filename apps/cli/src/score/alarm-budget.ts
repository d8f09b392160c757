import { thresholdFor, type Calibration, type Threshold } from '@presage/anomaly';
import type { AlarmBudget } from '@presage/report';

/** From one in three months to one a minute, and on beyond what was asked for. */
const rates = { fewest: 1 / 90, most: 1440, points: 60 } as const;

/** What a report says of the threshold, with those that other budgets would have. */
export function alarmBudget(threshold: Threshold, calibration: Calibration): AlarmBudget {
  const { normalScores } = calibration;
  const wish = threshold.wishedFalseAlarmsPerDay;
  const [fewest, most] = [Math.min(rates.fewest, wish / 3), Math.max(rates.most, wish * 3)];
  return {
    falseAlarmsPerDay: wish,
    threshold: threshold.value,
    supportedFalseAlarmsPerDay: threshold.supportedFalseAlarmsPerDay,
    neededSeconds: threshold.neededSeconds,
    heldBackSeconds: threshold.heldBackSeconds,
    curve: Array.from({ length: rates.points }, (_, i) => {
      const share = i / (rates.points - 1);
      const falseAlarmsPerDay = fewest * (most / fewest) ** share;
      const { value, uncertainty } = thresholdFor(calibration, falseAlarmsPerDay);
      return { falseAlarmsPerDay, threshold: value, uncertainty };
    }),
    ...(normalScores && { normalScores: normalScores.quantiles }),
  };
}

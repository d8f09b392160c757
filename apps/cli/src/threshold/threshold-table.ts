import type { Threshold } from '@presage/anomaly';
import { alarmRate } from '../terminal/false-alarms.ts';
import { formatDuration } from '../terminal/format-duration.ts';
import { formatScore } from '../terminal/format-score.ts';
import { textTable } from '../terminal/text-table.ts';

/** Thresholds for rates of false alarms, with how sure each is; the one in use is marked. */
export function thresholdTable(rows: readonly Threshold[], wished: number): string {
  return textTable(
    [
      { heading: '' },
      { heading: 'false alarms' },
      { heading: 'threshold', align: 'right' },
      { heading: 'how sure' },
    ],
    rows.map((row) => [
      row.wishedFalseAlarmsPerDay === wished ? '→' : '',
      alarmRate(row.wishedFalseAlarmsPerDay),
      formatScore(row.value),
      howSure(row),
    ]),
  );
}

/** Above this a factor says no more than that nobody knows. */
const hopeless = 20;

function howSure({ supported, uncertainty, neededSeconds }: Threshold): string {
  const factor =
    uncertainty > hopeless
      ? `by more than a factor of ${hopeless}`
      : `by a factor of ${uncertainty.toFixed(1)}`;
  if (supported) return `may be off ${factor}`;
  return `a guess, may be off ${factor}; ${formatDuration(neededSeconds)} held back would vouch for it`;
}

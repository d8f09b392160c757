import type { CalibrateSummary } from '@presage/engine';
import { falseAlarms } from '../terminal/false-alarms.ts';
import { formatDuration } from '../terminal/format-duration.ts';
import { formatScore } from '../terminal/format-score.ts';
import type { Style } from '../terminal/style.ts';
import { vouching } from '../terminal/vouching.ts';

export interface CalibrateSummaryTextOptions {
  readonly modelPath: string;
  readonly summary: CalibrateSummary;
  readonly style: Style;
}

/** What calibrating came to, for a person. */
export function calibrateSummaryText(options: CalibrateSummaryTextOptions): string {
  const { modelPath, summary, style } = options;
  const { footageSeconds, frames, threshold, thresholdBefore } = summary;
  const { falseAlarmsPerDay } = summary;
  const before = thresholdBefore === undefined ? '' : ` (was ${formatScore(thresholdBefore)})`;
  const lines = [
    `${style.bold(modelPath)} is calibrated.`,
    `  normal    ${formatDuration(footageSeconds)} of video: ${frames} frames after the warm-up`,
    `  alarms    at a score of ${formatScore(threshold)}${before}, meant for ${falseAlarms(falseAlarmsPerDay)}`,
  ];
  return [...lines, ...vouching(summary).map((line) => `            ${line}`)].join('\n');
}

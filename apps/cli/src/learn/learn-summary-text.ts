import type { LearnSummary } from '@presage/engine';
import { falseAlarms } from '../terminal/false-alarms.ts';
import { formatDuration } from '../terminal/format-duration.ts';
import { formatScore } from '../terminal/format-score.ts';
import type { Style } from '../terminal/style.ts';
import { vouching } from '../terminal/vouching.ts';

export interface LearnSummaryTextOptions {
  readonly modelPath: string;
  readonly summary: LearnSummary;
  readonly style: Style;
}

/** Less footage than this shows little of what is normal. */
const fewSeconds = 120;

/** What learning came to, for a person. */
export function learnSummaryText({ modelPath, summary, style }: LearnSummaryTextOptions): string {
  const { footageSeconds, trainFrames, heldBackFrames, steps, finalLoss, threshold } = summary;
  const { falseAlarmsPerDay, parameters, version } = summary;
  const error = finalLoss === undefined ? '' : `, error ${finalLoss.toPrecision(3)}`;
  const wish = falseAlarms(falseAlarmsPerDay);
  const lines = [
    `${style.bold(modelPath)} is ready.`,
    `  learned   ${formatDuration(footageSeconds)} of video: ${trainFrames} frames to learn from, ${heldBackFrames} held back`,
    ...(footageSeconds < fewSeconds
      ? [
          '            little: what is normal but did not happen in it will look unusual; give some minutes or more',
        ]
      : []),
    `  network   ${parameters.toLocaleString('en-US')} parameters, ${steps} steps${error}`,
    `  alarms    at a score of ${formatScore(threshold)}, meant for ${wish}`,
  ];
  lines.push(...vouching(summary).map((line) => `            ${line}`));
  if (version !== undefined && version > 1) {
    lines.push(
      `  version   ${version}: presage versions ${modelPath} lists them, and the ways back`,
    );
  }
  return lines.join('\n');
}

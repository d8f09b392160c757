import type { BeforeAfter, LabelledComparison, QuantizeSummary } from '@presage/engine';
import { falseAlarms } from '../terminal/false-alarms.ts';
import { formatBytes } from '../terminal/format-bytes.ts';
import { formatDuration } from '../terminal/format-duration.ts';
import { formatScore } from '../terminal/format-score.ts';
import type { Style } from '../terminal/style.ts';
import { textTable } from '../terminal/text-table.ts';

export interface QuantizeSummaryTextOptions {
  readonly modelPath: string;
  readonly summary: QuantizeSummary;
  readonly style: Style;
}

/** What computing in fewer bits came to, for a person. */
export function quantizeSummaryText(options: QuantizeSummaryTextOptions): string {
  const { modelPath, summary, style } = options;
  const { precision, left, footageSeconds, calibrationFrames, heldBackFrames, labelled } = summary;
  const { correlation, wantedCorrelation, stepMs, bytes, threshold, falseAlarmsPerDay } = summary;
  const measured =
    precision === 'int8'
      ? `${calibrationFrames} frames to measure activations, ${heldBackFrames} to compare`
      : `${heldBackFrames} frames of it to compare`;
  const short = correlation >= wantedCorrelation ? '' : `, below ${wantedCorrelation}`;
  const lines = [
    `${style.bold(modelPath)} is ready and computes in ${precision}.`,
    `  footage   ${formatDuration(footageSeconds)} of normal video: ${measured}`,
    `  scores    correlation ${correlation.toFixed(4)} with the model given${short}`,
    `  step      ${stepMs.after.toFixed(2)} ms on the CPU, was ${stepMs.before.toFixed(2)} ms: ${speed(stepMs)}`,
    `  file      ${formatBytes(bytes.after)}, was ${formatBytes(bytes.before)}`,
    `  alarms    at a score of ${formatScore(threshold)}, meant for ${falseAlarms(falseAlarmsPerDay)}`,
  ];
  if (left.length > 0) lines.push(`  float32   stay: ${left.join(', ')}`);
  if (labelled) lines.push(...labelledLines(labelled));
  return lines.join('\n');
}

function speed({ before, after }: BeforeAfter): string {
  const ratio = before / after;
  return ratio >= 1 ? `${ratio.toFixed(2)} × as fast` : `${(1 / ratio).toFixed(2)} × slower`;
}

function labelledLines({ micro, macro, clips }: LabelledComparison): string[] {
  const rows = [
    ...clips.map(({ name, frames, areaUnderCurve }) => [
      name,
      String(frames),
      ...area(areaUnderCurve),
    ]),
    ['all frames (micro)', '', ...area(micro)],
    ['mean of clips (macro)', '', ...area(macro)],
  ];
  const table = textTable(
    [
      { heading: 'area under the ROC curve' },
      { heading: 'frames', align: 'right' },
      { heading: 'before', align: 'right' },
      { heading: 'after', align: 'right' },
    ],
    rows,
  );
  return ['', ...table.split('\n').map((line) => `  ${line}`)];
}

function area(both: BeforeAfter | undefined): readonly string[] {
  return both ? [both.before, both.after].map((value) => value.toFixed(3)) : ['–', '–'];
}

import type { FeedbackSummary, MarkedEvent } from '@presage/engine';
import { formatMediaTime } from '../terminal/format-media-time.ts';
import { formatScore } from '../terminal/format-score.ts';
import type { Style } from '../terminal/style.ts';

export interface FeedbackSummaryTextOptions {
  readonly modelPath: string;
  readonly summary: FeedbackSummary;
  readonly style: Style;
}

/** What feedback came to, for a person. */
export function feedbackSummaryText(options: FeedbackSummaryTextOptions): string {
  const { modelPath, summary, style } = options;
  const { events, version, threshold, thresholdBefore } = summary;
  const changed = version
    ? `${style.bold(modelPath)} is version ${version.number} now.`
    : `${style.bold(modelPath)} stays as it is.`;
  const before =
    threshold === thresholdBefore ? ', as before' : ` (was ${formatScore(thresholdBefore)})`;
  return [
    changed,
    ...events.map((event) => `  ${eventText(event)}`),
    `  alarms    at a score of ${formatScore(threshold)}${before}`,
    ...(version?.from === undefined
      ? []
      : [`  undo      presage rollback ${modelPath} --to ${version.from}`]),
  ].join('\n');
}

function eventText(event: MarkedEvent): string {
  const { mark, video, start, end, footage, peakBefore, peakAfter, outcome } = event;
  const which = `${video} ${formatMediaTime(start)} – ${formatMediaTime(end)}`;
  const scores = `a score of ${formatScore(peakBefore)} before and ${formatScore(peakAfter)} now`;
  const number = `number ${mark}`;
  const says: Readonly<Record<MarkedEvent['outcome'], string>> = {
    accepted: ` (${number}): shown again, it has ${scores}`,
    'still-alarms': ` (${number}): shown again, it has ${scores}, and still alarms; let the model learn it: presage learn --continue`,
    'already-normal': `: it does not alarm any more, with a score of ${formatScore(peakBefore)}; nothing to change`,
    'already-marked': `: marked before, as ${number}; nothing to change`,
  };
  const seen =
    footage === 'clip'
      ? '\n            shown from the clip in the report: the video is gone, or another file by now'
      : '';
  return `normal    ${which}${says[outcome]}${seen}`;
}

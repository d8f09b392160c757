import type { Replay, ReplayedThreshold } from '@presage/engine';
import { alarmRate } from '../terminal/false-alarms.ts';
import { formatDuration } from '../terminal/format-duration.ts';
import { formatMediaTime } from '../terminal/format-media-time.ts';
import { formatScore } from '../terminal/format-score.ts';
import type { Style } from '../terminal/style.ts';
import { textTable } from '../terminal/text-table.ts';
import type { TriedThreshold } from './replay-thresholds.ts';

export interface ReplayTextOptions {
  readonly source: string;
  readonly replay: Replay;
  /** In the order of `replay.thresholds`. */
  readonly tried: readonly TriedThreshold[];
  readonly style: Style;
}

/** What there would have been alarms on, for a person. */
export function replayText({ source, replay, tried, style }: ReplayTextOptions): string {
  const { thresholds, mediaSeconds, judgedFrames, largestScore } = replay;
  const largest =
    judgedFrames === 0
      ? 'none of them after the warm-up'
      : `the highest score ${formatScore(largestScore)}`;
  const table = textTable(
    [
      { heading: 'false alarms' },
      { heading: 'threshold', align: 'right' },
      { heading: 'events', align: 'right' },
      { heading: 'together', align: 'right' },
      { heading: '' },
    ],
    thresholds.map(({ threshold, events }, index) => {
      const from = tried[index];
      const rate = from?.kind === 'rate' ? from.threshold : undefined;
      return [
        rate ? alarmRate(rate.wishedFalseAlarmsPerDay) : 'as given',
        formatScore(threshold),
        String(events.length),
        formatDuration(events.reduce((sum, { start, end }) => sum + end - start, 0)),
        rate && !rate.supported ? 'the threshold is a guess' : '',
      ];
    }),
  );
  const listed = eventsText(thresholds, tried);
  return [
    `${style.bold(source)}: ${formatDuration(mediaSeconds)} of scores, ${largest}.`,
    '',
    table,
    ...(listed ? ['', listed] : []),
  ].join('\n');
}

/** Each event once, with the rarest rate that still alarms on it: lower thresholds find it as well. */
function eventsText(
  thresholds: readonly ReplayedThreshold[],
  tried: readonly TriedThreshold[],
): string | undefined {
  const byThreshold = thresholds
    .map((replayed, index) => ({ ...replayed, from: tried[index] }))
    .toSorted((a, b) => b.threshold - a.threshold);
  const rows: { start: number; end: number; peak: number; name: string }[] = [];
  for (const { events, from, threshold } of byThreshold) {
    for (const { start, end, peak } of events) {
      if (rows.some((row) => row.start <= end && row.end >= start)) continue;
      const name =
        from?.kind === 'rate'
          ? alarmRate(from.threshold.wishedFalseAlarmsPerDay)
          : formatScore(threshold);
      rows.push({ start, end, peak: peak.score, name });
    }
  }
  if (rows.length === 0) return undefined;
  return textTable(
    [
      { heading: 'start', align: 'right' },
      { heading: 'end', align: 'right' },
      { heading: 'peak score', align: 'right' },
      { heading: 'alarms up to' },
    ],
    rows
      .toSorted((a, b) => a.start - b.start)
      .map(({ start, end, peak, name }) => [
        formatMediaTime(start),
        formatMediaTime(end),
        formatScore(peak),
        name,
      ]),
  );
}

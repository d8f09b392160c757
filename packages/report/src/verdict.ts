import { plural, scoreText } from './number-text.ts';
import { faultText } from './fault-text.ts';
import type { ReportOptions } from './report-options.ts';
import { lengthText, timeText } from './time-text.ts';
import type { WatchedSpan } from './watched-span.ts';

/** What the report says first. */
export interface Verdict {
  readonly kind: 'quiet' | 'events' | 'broken-view' | 'nothing-scored';
  /** `1 event in 24.5 s` */
  readonly headline: string;
  /** One or two sentences more. */
  readonly detail: string;
}

/** The result in words. */
export function verdict(
  options: Pick<ReportOptions, 'points' | 'events' | 'budget' | 'faults'>,
  watched: WatchedSpan,
): Verdict {
  const faults = options.faults ?? [];
  const seen = eventVerdict(options, watched);
  const [first] = faults;
  if (!first) return seen;
  const broken = faults.reduce((sum, { start, end = watched.end }) => sum + end - start, 0);
  const what = [...new Set(faults.map(({ fault }) => faultText(fault)))].join(', ');
  const view = `The camera’s view was broken for ${lengthText(broken)} from ${timeText(first.start)} on (${what}), when nothing could alarm.`;
  return {
    kind: seen.kind === 'events' ? 'events' : 'broken-view',
    headline:
      seen.kind === 'events'
        ? `${seen.headline}, and a broken view`
        : `The camera’s view was broken`,
    detail: `${view} ${seen.kind === 'quiet' ? 'Nothing else was unusual. ' : ''}${seen.detail}`,
  };
}

function eventVerdict(
  options: Pick<ReportOptions, 'points' | 'events' | 'budget'>,
  watched: WatchedSpan,
): Verdict {
  const { points, events, budget } = options;
  const length = lengthText(watched.end - watched.start);
  const scored = points.filter(({ warmUp }) => !warmUp);
  if (scored.length === 0) {
    return {
      kind: 'nothing-scored',
      headline: 'Too short to tell',
      detail: `In ${length} the model never got past its warm-up. Give it a longer video.`,
    };
  }
  if (events.length === 0) {
    const top = scored.reduce((highest, { score }) => Math.max(highest, score), -Infinity);
    return {
      kind: 'quiet',
      headline: `Nothing unusual in ${length}`,
      detail: `The highest score was ${scoreText(top)}; it alarms from ${scoreText(budget.threshold)} on.`,
    };
  }
  const worst = events.reduce((a, b) => (b.peak.score > a.peak.score ? b : a));
  const times = `${scoreText(worst.peak.score / budget.threshold)} times the threshold`;
  const detail =
    events.length === 1
      ? `From ${timeText(worst.start)} to ${timeText(worst.end)}, strongest at ${timeText(worst.peak.time)}: ${times}.`
      : `The strongest at ${timeText(worst.peak.time)}: ${times}. Together they last ${lengthText(events.reduce((sum, { start, end }) => sum + end - start, 0))}.`;
  return { kind: 'events', headline: `${plural(events.length, 'event')} in ${length}`, detail };
}

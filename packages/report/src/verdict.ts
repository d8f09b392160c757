import { faultText } from './fault-text.ts';
import { plural, timesText } from './number-text.ts';
import { highestText } from './quiet-text.ts';
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
  const view = `for ${lengthText(broken)} from ${timeText(first.start)} on (${what}), when nothing could alarm.`;
  if (seen.kind === 'events') {
    return {
      kind: 'events',
      headline: `${seen.headline}, and a broken view`,
      detail: `The camera’s view was broken ${view} ${seen.detail}`,
    };
  }
  // Nothing is to be said of the rest where there was none.
  const quiet = seen.kind === 'quiet' && seen.detail !== '';
  const rest = quiet ? `Nothing else was unusual. ${seen.detail}` : seen.detail;
  return {
    kind: 'broken-view',
    headline: 'The camera’s view was broken',
    detail: `F${view.slice(1)} ${rest}`.trim(),
  };
}

function eventVerdict(
  options: Pick<ReportOptions, 'points' | 'events' | 'budget' | 'faults'>,
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
    return {
      kind: 'quiet',
      headline: `Nothing unusual in ${length}`,
      detail: highestText(options),
    };
  }
  const worst = events.reduce((a, b) => (b.peak.score > a.peak.score ? b : a));
  const times = timesText(worst.peak.score, budget.threshold);
  const detail =
    events.length === 1
      ? `From ${timeText(worst.start)} to ${timeText(worst.end)}, strongest at ${timeText(worst.peak.time)}: ${times}.`
      : `The strongest at ${timeText(worst.peak.time)}: ${times}. Together they last ${lengthText(events.reduce((sum, { start, end }) => sum + end - start, 0))}.`;
  return { kind: 'events', headline: `${plural(events.length, 'event')} in ${length}`, detail };
}

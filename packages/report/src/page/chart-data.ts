import type { ScoreScale } from '../score-scale.ts';
import { thinCurve } from '../thin-curve.ts';
import type { ScorePoint, TimeMark, WatchEvent, WatchFault } from '../watch-result.ts';
import type { WatchedSpan } from '../watched-span.ts';

/** More points than this are thinned out for the page: peaks stay. */
const pointLimit = 20_000;

/** What the page's script draws; times are seconds from the start of the file. */
export interface ChartData {
  readonly times: readonly number[];
  readonly scores: readonly (number | null)[];
  readonly threshold: number;
  readonly span: WatchedSpan;
  readonly scale: Pick<ScoreScale, 'softness' | 'minimum' | 'maximum' | 'ticks'>;
  readonly events: readonly {
    readonly start: number;
    readonly end: number;
    readonly peak: number;
  }[];
  readonly warmUp: readonly WatchedSpan[];
  /** Times of a broken view. */
  readonly faults: readonly WatchedSpan[];
  readonly marks: readonly TimeMark[];
}

/** The chart's data, small enough for a page. */
export function chartData(content: {
  readonly points: readonly ScorePoint[];
  readonly events: readonly WatchEvent[];
  readonly marks: readonly TimeMark[];
  readonly faults: readonly WatchFault[];
  readonly threshold: number;
  readonly scale: ScoreScale;
  readonly span: WatchedSpan;
}): ChartData {
  const { points, scale } = content;
  const { times, values } = thinCurve(
    {
      times: points.map(({ timestampUs }) => timestampUs / 1e6),
      values: points.map(({ score }) => score),
    },
    pointLimit,
  );
  return {
    times: times.map((time) => Number(time.toFixed(3))),
    scores: values.map((value) => (Number.isFinite(value) ? Number(value.toPrecision(4)) : null)),
    threshold: content.threshold,
    span: content.span,
    scale: {
      softness: scale.softness,
      minimum: scale.minimum,
      maximum: scale.maximum,
      ticks: scale.ticks,
    },
    events: content.events.map(({ start, end, peak }) => ({ start, end, peak: peak.time })),
    warmUp: warmUpSpans(points, content.span.end),
    faults: content.faults.map(({ start, end = content.span.end }) => ({ start, end })),
    marks: content.marks,
  };
}

/** Stretches of warm-up, each up to the first frame that counts. */
function warmUpSpans(points: readonly ScorePoint[], end: number): WatchedSpan[] {
  const spans: WatchedSpan[] = [];
  let start: number | undefined;
  for (const { timestampUs, warmUp } of points) {
    const time = timestampUs / 1e6;
    if (warmUp) start ??= time;
    else if (start !== undefined) {
      spans.push({ start, end: time });
      start = undefined;
    }
  }
  if (start !== undefined) spans.push({ start, end });
  return spans;
}

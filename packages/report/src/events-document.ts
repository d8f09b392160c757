import type { ReportOptions } from './report-options.ts';
import type {
  HeatGrid,
  PictureRegion,
  ScorePoint,
  WatchDrift,
  WatchEvent,
} from './watch-result.ts';
import { basename } from 'node:path';
import type { WatchedSpan } from './watched-span.ts';

/** An event in {@link EventsDocument}. Times are seconds from the start of the file. */
export interface EventRecord {
  readonly id: string | number;
  readonly startSeconds: number;
  readonly peakSeconds: number;
  readonly endSeconds: number;
  readonly peakScore: number;
  /** Fractions of the picture's width and height, from the top left; null where unknown. */
  readonly region: PictureRegion | null;
  /** Names of the zones that it touches. */
  readonly zones: readonly string[];
  /** Scores of the frames in the event. */
  readonly scores: readonly { readonly timeSeconds: number; readonly score: number }[];
  /** Heatmap at the peak, rows from the top; null where unknown. */
  readonly heatmap: {
    readonly width: number;
    readonly height: number;
    readonly values: readonly number[];
  } | null;
}

/** What `events.json` holds. A reader checks `format` and `version`; fields may be added within a version. */
export interface EventsDocument {
  readonly format: 'presage-events';
  readonly version: 1;
  /** Name of the video. */
  readonly source: string;
  /** What was watched, seconds from the start of the file. */
  readonly watched: { readonly startSeconds: number; readonly endSeconds: number };
  readonly threshold: number;
  readonly falseAlarmsPerDay: number;
  /** {@link ReportOptions.thresholdBasis}; absent where there is none. */
  readonly thresholdBasis?: unknown;
  readonly events: readonly EventRecord[];
  /** Times in which the view was broken; `endSeconds` is null where that lasted to the end. */
  readonly faults: readonly {
    readonly fault: string;
    readonly startSeconds: number;
    readonly endSeconds: number | null;
    readonly advice: string;
  }[];
  /** Null where nobody looked. */
  readonly drift: WatchDrift | null;
}

/** The events as a document for other programs. */
export function eventsDocument(
  options: Pick<
    ReportOptions,
    'video' | 'budget' | 'points' | 'events' | 'grid' | 'thresholdBasis' | 'faults' | 'drift'
  >,
  watched: WatchedSpan,
): EventsDocument {
  return {
    format: 'presage-events',
    version: 1,
    source: options.video.name ?? basename(options.video.path),
    watched: { startSeconds: rounded(watched.start), endSeconds: rounded(watched.end) },
    threshold: options.budget.threshold,
    falseAlarmsPerDay: options.budget.falseAlarmsPerDay,
    ...(options.thresholdBasis !== undefined && { thresholdBasis: options.thresholdBasis }),
    events: options.events.map((event) => eventRecord(event, options)),
    faults: (options.faults ?? []).map(({ fault, start, end, advice }) => ({
      fault,
      startSeconds: rounded(start),
      endSeconds: end === undefined ? null : rounded(end),
      advice,
    })),
    drift: options.drift ?? null,
  };
}

/** An event as a record for other programs. */
export function eventRecord(
  event: WatchEvent,
  { points, grid }: { readonly points: readonly ScorePoint[]; readonly grid?: HeatGrid },
): EventRecord {
  const { heatmap } = event;
  return {
    id: event.id,
    startSeconds: rounded(event.start),
    peakSeconds: rounded(event.peak.time),
    endSeconds: rounded(event.end),
    peakScore: rounded(event.peak.score),
    region: event.region ?? null,
    zones: event.zones ?? [],
    scores: points
      .filter(
        ({ timestampUs }) =>
          timestampUs >= event.start * 1e6 - 1 && timestampUs <= event.end * 1e6 + 1,
      )
      .map(({ timestampUs, score }) => ({
        timeSeconds: rounded(timestampUs / 1e6),
        score: rounded(score),
      })),
    heatmap:
      heatmap && grid
        ? { width: grid.width, height: grid.height, values: Array.from(heatmap, rounded) }
        : null,
  };
}

const rounded = (value: number) => Number(value.toFixed(6));

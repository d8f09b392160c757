import type { AnomalyEvent, AnomalyStart } from './anomaly-event.ts';
import type { Decision } from './decision.ts';
import type { Grid } from './grid.ts';
import { hotRegion } from './hot-region.ts';
import { createScoreTrack, type ScorePoint, type ScoreTrack } from './score-track.ts';

/** A scored frame as the decision sees it. */
export interface ScoredFrame {
  /** Media time in microseconds. */
  readonly timestampUs: number;
  readonly score: number;
  /** Scored, but never the start of an event nor part of one. */
  readonly warmUp: boolean;
  /** One score a place, row by row. */
  readonly heatmap: Float32Array;
}

/** What a frame changed. */
export type Verdict =
  | { readonly kind: 'event-start'; readonly event: AnomalyStart }
  | { readonly kind: 'event-end'; readonly event: AnomalyEvent };

/** Turns one stream's scores into events, as they happen. */
export interface Decider {
  /** Takes the next frame and says which event it ends, and which it starts, in that order. */
  next(frame: ScoredFrame): readonly Verdict[];
  /** No more frames: ends the open event. */
  finish(): readonly Verdict[];
}

export interface DeciderOptions {
  readonly streamId: string;
  readonly grid: Grid;
  /** Score that starts an event. */
  readonly threshold: number;
  readonly decision: Decision;
}

/** An event from the moment its score reached the threshold; not told until `announcedUs` is set. */
interface OpenEvent {
  readonly startUs: number;
  announcedUs?: number;
  lastHotUs: number;
  lastSeenUs: number;
  peak: ScorePoint;
  heatmap: Float32Array;
  readonly track: ScoreTrack;
}

const seconds = (us: number): number => us / 1e6;

/**
 * Creates the decision of one stream. An event opens at the threshold, is told after
 * `minimumSeconds`, and ends `coolDownSeconds` after its last frame above the leave level, or where
 * the time jumps back. Two events of a stream never overlap.
 */
export function createDecider(options: DeciderOptions): Decider {
  const { streamId, grid, threshold, decision } = options;
  const leaveLevel = threshold * decision.leaveShare;
  let open: OpenEvent | undefined;

  function started(event: OpenEvent, announcedUs: number): AnomalyStart {
    return {
      id: `${streamId}@${event.startUs}`,
      start: seconds(event.startUs),
      announced: seconds(announcedUs),
      peak: event.peak,
      threshold,
      heatmap: event.heatmap,
      region: hotRegion(event.heatmap, grid),
    };
  }

  function close(): readonly Verdict[] {
    const event = open;
    open = undefined;
    if (event?.announcedUs === undefined) return [];
    const end = seconds(event.lastHotUs);
    return [
      {
        kind: 'event-end',
        event: { ...started(event, event.announcedUs), end, scores: event.track.until(end) },
      },
    ];
  }

  function closeIfOver(timestampUs: number): readonly Verdict[] {
    if (!open) return [];
    const over =
      timestampUs < open.lastSeenUs ||
      timestampUs - open.lastHotUs > decision.coolDownSeconds * 1e6;
    return over ? close() : [];
  }

  function take({ timestampUs, score, heatmap, warmUp }: ScoredFrame): readonly Verdict[] {
    if (!open && !warmUp && score >= threshold) {
      open = {
        startUs: timestampUs,
        lastHotUs: timestampUs,
        lastSeenUs: timestampUs,
        peak: { time: seconds(timestampUs), score },
        heatmap,
        track: createScoreTrack(),
      };
    }
    if (!open) return [];
    open.lastSeenUs = timestampUs;
    const hot = !warmUp && score >= leaveLevel;
    if (!hot && open.announcedUs === undefined) {
      open = undefined;
      return [];
    }
    if (warmUp) return [];
    open.track.add({ time: seconds(timestampUs), score });
    if (!hot) return [];
    open.lastHotUs = timestampUs;
    if (score > open.peak.score) {
      open.peak = { time: seconds(timestampUs), score };
      open.heatmap = heatmap;
    }
    const longEnough = timestampUs - open.startUs >= decision.minimumSeconds * 1e6;
    if (open.announcedUs !== undefined || !longEnough) return [];
    open.announcedUs = timestampUs;
    return [{ kind: 'event-start', event: started(open, timestampUs) }];
  }

  return {
    next: (frame) => [...closeIfOver(frame.timestampUs), ...take(frame)],
    finish: close,
  };
}

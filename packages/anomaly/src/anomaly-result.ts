import type { AnomalyEvent, AnomalyStart } from './anomaly-event.ts';
import type { DriftVerdict } from './drift/drift-watch.ts';
import type { ViewVerdict } from './view/view-watch.ts';

/** One frame's score. */
export interface AnomalyScore {
  readonly kind: 'score';
  /** Media time of the frame in microseconds. */
  readonly timestampUs: number;
  /** Smoothed mean of the worst places, in standard deviations of normal. */
  readonly score: number;
  /** What the score must reach to start an event. */
  readonly threshold: number;
  /** Too soon after a reset: scored, never alarmed. */
  readonly warmUp: boolean;
  /** The frame does not follow from the one before. */
  readonly discontinuous: boolean;
  /** Each place's score in standard deviations, row by row of the patch grid. */
  readonly heatmap: Float32Array;
}

/**
 * What comes out for each frame: its score, then the event it ends or starts, told as it happens, and
 * the fault of the camera's view that it ends or starts. While a fault lasts, no event does. What is
 * open when the stream ends is ended there. Drift is told when it begins and when it is over, and
 * how it is at the end of a stream that completes.
 */
export type AnomalyResult =
  | AnomalyScore
  | { readonly kind: 'event-start'; readonly event: AnomalyStart }
  | { readonly kind: 'event-end'; readonly event: AnomalyEvent }
  | ViewVerdict
  | DriftVerdict;

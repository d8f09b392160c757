import type { AnomalyEvent, AnomalyScore, DriftReport, ViewEvent } from '@presage/anomaly';
import type { ScoreSummary } from '@presage/engine';

/** All that came out of scoring a video. */
export interface ScoredVideo {
  readonly scores: readonly AnomalyScore[];
  readonly events: readonly AnomalyEvent[];
  /** Times in which the camera's view was broken. */
  readonly viewEvents: readonly ViewEvent[];
  /** Whether the scene still is as it was, at the end; absent where the model cannot tell. */
  readonly drift?: DriftReport;
  readonly summary: ScoreSummary;
}

import type { AnomalyEvent, AnomalyScore } from '@presage/anomaly';
import type { ScoreSummary } from '@presage/engine';

/** All that came out of scoring a video. */
export interface ScoredVideo {
  readonly scores: readonly AnomalyScore[];
  readonly events: readonly AnomalyEvent[];
  readonly summary: ScoreSummary;
}

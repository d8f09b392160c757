import type { HotRegion } from './hot-region.ts';
import type { ScorePoint } from './score-track.ts';

/** An event that has just begun. All times are seconds of media time. */
export interface AnomalyStart {
  /** `<stream id>@<start in µs>`. */
  readonly id: string;
  /** When the score reached the threshold. */
  readonly start: number;
  /** When that had lasted long enough to tell: `start` and the minimum length, or a frame later. */
  readonly announced: number;
  /** The highest score so far. */
  readonly peak: ScorePoint;
  /** What the score had to reach. */
  readonly threshold: number;
  /** Places' scores at the peak in standard deviations of normal, row by row of the patch grid. */
  readonly heatmap: Float32Array;
  /** Where it is hot at the peak. */
  readonly region: HotRegion;
  /**
   * Names of the zones that it was hot in, so far, at its peak or in more than one frame; in the
   * zones' order. `region` is where it was hot at the peak.
   */
  readonly zones: readonly string[];
}

/** A stretch of time that does not look like the normal footage. All times are seconds of media time. */
export interface AnomalyEvent extends AnomalyStart {
  /** The last moment at which the score was above the leave level. */
  readonly end: number;
  /** The score from start to end; thinned where the event is long, its peaks kept. */
  readonly scores: readonly ScorePoint[];
}

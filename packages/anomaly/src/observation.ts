import type { ViewMeasure } from './view/view-measure.ts';
import type { ViewStep } from './view/view-watch.ts';

/** What a model made of one frame, and where that stands in its stream. */
export interface Observation {
  /** One a place, row by row: the model's `error` output. */
  readonly errors: ArrayLike<number>;
  /**
   * The hidden state at each place, `[channels, gridHeight, gridWidth]`: the model's `features` output.
   * Models without memory have none, nor have files written before there was one.
   */
  readonly features?: ArrayLike<number>;
  /** What the frame's pixels say of the camera's view; absent where they are too few. */
  readonly view?: ViewMeasure;
  /** What that comes to, where the view is watched. */
  readonly viewStep?: ViewStep;
  /** Media time in microseconds. */
  readonly timestampUs: number;
  /** Too soon after a reset of the model. */
  readonly warmUp: boolean;
  /** The frame does not follow from the one before: `frame.discontinuity !== undefined`. */
  readonly discontinuous: boolean;
}

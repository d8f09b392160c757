/** The patch errors of one frame, and where it stands in its stream. */
export interface Observation {
  /** One a place, row by row: the model's `error` output. */
  readonly errors: ArrayLike<number>;
  /** Media time in microseconds. */
  readonly timestampUs: number;
  /** Too soon after a reset of the model. */
  readonly warmUp: boolean;
  /** The frame does not follow from the one before: `frame.discontinuity !== undefined`. */
  readonly discontinuous: boolean;
}

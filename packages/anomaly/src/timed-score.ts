/** A score at a media time in microseconds. */
export interface TimedScore {
  readonly score: number;
  readonly timestampUs: number;
  /** Does not follow from the one before: an event never crosses it. */
  readonly discontinuous: boolean;
}

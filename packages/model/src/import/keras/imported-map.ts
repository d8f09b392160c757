/** What flows between the layers of a network while it is imported. */
export interface ImportedMap {
  /** Name of the spec's layer that gives it, or `input`. */
  readonly source: string;
  /** `[channels, …spatial]`; `[features]` where Keras has a vector. */
  readonly shape: readonly number[];
  /**
   * Whether Keras has a time axis in front of it, what is left of a sequence or no time at all, or the
   * frames of a sequence one after the other in one vector, of which this is one frame's part.
   */
  readonly time: 'sequence' | 'single' | 'joined';
}

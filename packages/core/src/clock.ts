/** Where the time comes from; replaced in tests. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): number;
}

/** Time since this process started. */
export const systemClock: Clock = { now: () => performance.now() };

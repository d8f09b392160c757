import type { ViewFault } from './view-fault.ts';

/** A time in which the camera's view is broken. Times are seconds of media time. */
export interface ViewEvent {
  /** `<stream id>/<fault>@<start in µs>`. */
  readonly id: string;
  readonly fault: ViewFault;
  /** When it was first seen. */
  readonly start: number;
  /** When it had lasted long enough to tell. */
  readonly announced: number;
  /** When the view was first seen to be well again; absent while the fault lasts. */
  readonly end?: number;
  /** What to do about it, in words. */
  readonly advice: string;
}

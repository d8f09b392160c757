/** How far a phase is. */
export interface ProgressUpdate {
  /** Part that is done, 0 to 1. Left out where the end is not known. */
  readonly fraction?: number;
  /** Where the work itself knows better than the clock. */
  readonly secondsLeft?: number;
  /** A few words: `step 12 of 266, loss 0.013`. */
  readonly detail?: string;
}

/** One stretch of work with a name. Disposing of it takes its bar away. */
export interface ProgressPhase extends Disposable {
  update(update: ProgressUpdate): void;
  /** Says that the work came to its end. Not called where it failed or was stopped. */
  done(): void;
}

/** Shows how far the work is. One phase at a time. */
export interface Progress {
  /** Begins a phase; the label is a few words: `Learning`. */
  phase(label: string): ProgressPhase;
  /** Runs something that writes to the same stream, with the bar out of its way. */
  aside(write: () => void): void;
}

/** Shows nothing. */
export const silentProgress: Progress = {
  phase: () => ({ update() {}, done() {}, [Symbol.dispose]() {} }),
  aside: (write) => write(),
};

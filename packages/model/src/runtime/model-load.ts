import type { RunShape } from './protocol.ts';

/** What waits for one stream. */
export interface StreamLoad {
  /** Steps asked for and not answered, the one that runs included. */
  readonly waiting: number;
  /** Milliseconds since the oldest of them was asked for; 0 where none waits. */
  readonly oldestMs: number;
  /** Steps answered, failed ones included. */
  readonly steps: number;
}

/** Runs of one shape. */
export interface RunLoad extends RunShape {
  /** Milliseconds of a run, measured when this version of the model was opened. */
  readonly runMs: number;
  /** How many there were since then: a swap begins again at 0, unlike {@link ModelLoad.steps}. */
  readonly runs: number;
}

/** How busy a model is. */
export interface ModelLoad {
  /** Of every open stream, in the order in which they were made. */
  readonly streams: readonly StreamLoad[];
  /** Steps that wait, of all streams. */
  readonly waiting: number;
  /** Milliseconds that the oldest has waited. */
  readonly oldestMs: number;
  /** Steps answered since the model was opened, those of closed streams and former versions included. */
  readonly steps: number;
  /** One for each shape that a run may have; the first is one step of one stream. */
  readonly runs: readonly RunLoad[];
  /** Why steps of different streams share runs, or not; for a person. */
  readonly sharing: string;
  readonly limits: {
    /** Steps that may wait for one stream. */
    readonly waitingSteps: number;
  };
}

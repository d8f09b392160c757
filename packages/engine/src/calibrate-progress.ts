import type { LearnWarning } from './learn-progress.ts';

/** What calibrating came to. */
export interface CalibrateSummary {
  /** Media time that was read, in seconds. */
  readonly footageSeconds: number;
  /** Frames that normal was measured on, warm-up left out. */
  readonly frames: number;
  /** Score at which an event starts. */
  readonly threshold: number;
  /** The same before; absent where the model had no calibration. */
  readonly thresholdBefore?: number;
  /** False alarms a day that are wished for. */
  readonly falseAlarmsPerDay: number;
  /** The fewest false alarms a day that the footage can vouch for. */
  readonly supportedFalseAlarmsPerDay: number;
  /** Whether it can vouch for what was asked for; else the threshold is a guess. */
  readonly supported: boolean;
  /** Seconds of normal footage that false alarms were counted in. */
  readonly heldBackSeconds: number;
  /** Seconds of it that would vouch for what was asked for. */
  readonly neededSeconds: number;
  readonly warnings: readonly LearnWarning[];
}

/** What calibrating tells, as it goes. */
export type CalibrateProgress =
  | {
      readonly kind: 'calibrating';
      readonly source: string;
      /** Media time of this source so far, in seconds. */
      readonly seconds: number;
      readonly totalSeconds?: number;
    }
  | { readonly kind: 'done'; readonly modelPath: string; readonly summary: CalibrateSummary };

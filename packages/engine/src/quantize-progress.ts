import type { ReducedPrecision } from '@presage/model';
import type { LearnWarning } from './learn-progress.ts';

/** A figure of the model that was given, and of the one that was made. */
export interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}

/** How well labelled frames are told apart, before and after: areas under the ROC curve. */
export interface LabelledComparison {
  /** All frames of all clips together; absent where all are normal, or none. */
  readonly micro?: BeforeAfter;
  /** The mean over the clips that have both kinds; absent where no clip has. */
  readonly macro?: BeforeAfter;
  readonly clips: readonly {
    readonly name: string;
    /** Frames that were judged. */
    readonly frames: number;
    /** Absent where all of its frames are normal, or none. */
    readonly areaUnderCurve?: BeforeAfter;
  }[];
}

/** What computing in fewer bits came to. */
export interface QuantizeSummary {
  readonly precision: ReducedPrecision;
  /** Names of convolutions that stay `float32`: with int8, those that cannot run over bytes. */
  readonly left: readonly string[];
  /** Media time that was read, in seconds. */
  readonly footageSeconds: number;
  /** Frames by which activations were measured. */
  readonly calibrationFrames: number;
  /** Normal frames after those, on which both models were compared, warm-up left out. */
  readonly heldBackFrames: number;
  /** Of the scores of both models over the held-back frames (Pearson). */
  readonly correlation: number;
  /** What the correlation should reach. */
  readonly wantedCorrelation: number;
  /** Milliseconds a step, the median over the held-back frames, in turns on this machine. */
  readonly stepMs: BeforeAfter;
  /** Size of the model file. */
  readonly bytes: BeforeAfter;
  /** Score at which an event starts. */
  readonly threshold: number;
  readonly falseAlarmsPerDay: number;
  /** The fewest false alarms a day that the footage can vouch for. */
  readonly supportedFalseAlarmsPerDay: number;
  /** Where labelled clips were given. */
  readonly labelled?: LabelledComparison;
  readonly warnings: readonly LearnWarning[];
}

/** What making a model compute in fewer bits tells, as it goes. */
export type QuantizeProgress =
  | {
      readonly kind: 'reading';
      readonly source: string;
      /** Media time read so far, in seconds. */
      readonly seconds: number;
      readonly totalSeconds?: number;
    }
  | {
      /** `measuring`: activations; `comparing`: both models; `judging`: both, on labelled clips. */
      readonly kind: 'measuring' | 'comparing' | 'judging';
      readonly frames: number;
      readonly totalFrames: number;
    }
  | { readonly kind: 'done'; readonly modelPath: string; readonly summary: QuantizeSummary };

import type {
  AlarmJudgement,
  AreaIntervals,
  RegionScores,
  ScoreEvaluation,
  Threshold,
} from '@presage/anomaly';
import type { DeviceReport } from '@presage/model';
import type { ClipRun, MethodScores } from './evaluate-run.ts';
import type { LearnWarning } from './learn-progress.ts';

/** How figures came about: part of each. */
export interface EvaluationProtocol {
  /** A clip is a stream of its own: the model's memory is kept from its first frame to its last, or begins anew. */
  readonly state: 'carried' | { readonly resetEveryFrames: number };
  /** No score knows of a later frame. Only what is called `scaled per clip` does. */
  readonly causal: true;
  /** What scores are scaled by: the normal footage that the model was calibrated on, never a clip. */
  readonly normalised: 'by-normal-footage';
  /** Frames a second that the model sees; each score holds until the next, for all frames of the video. */
  readonly frameRate: number;
  /** Whether the picture that the mean-picture baseline compares with is that of normal footage. */
  readonly meanPicture: 'normal-footage' | 'own-past';
}

/** What a way of scoring frames is worth. */
export interface MethodEvaluation extends ScoreEvaluation {
  readonly method: keyof MethodScores;
  /** 95 %, from these clips alone. */
  readonly intervals: AreaIntervals;
  /** Micro area with scores scaled to 0…1 within each clip. It uses the future: for comparing with published figures only. */
  readonly microAucScaledPerClip?: number;
}

/** What an evaluation came to. */
export interface EvaluationSummary {
  readonly protocol: EvaluationProtocol;
  readonly device: DeviceReport;
  /** The model first, then the baselines. */
  readonly methods: readonly MethodEvaluation[];
  /** What the model's events are worth at the threshold. */
  readonly alarms: AlarmJudgement;
  readonly threshold: Threshold;
  readonly falseAlarmsPerDay: number;
  /** Absent where no clip has labelled regions. */
  readonly regions?: RegionScores & {
    /** Clips with something abnormal and no regions. */
    readonly leftOut: readonly string[];
  };
  readonly warnings: readonly LearnWarning[];
}

/** A clip with what every method said of each of its frames. */
export interface EvaluatedClip {
  readonly name: string;
  readonly frameRate: number;
  readonly abnormal: readonly boolean[];
  readonly scores: Readonly<Record<keyof MethodScores, readonly number[]>>;
  readonly events: ClipRun['events'];
}

/** What an evaluation tells, as it goes. */
export type EvaluateProgress =
  | {
      /** Normal footage, for its mean picture. */
      readonly kind: 'reading';
      readonly source: string;
      readonly seconds: number;
      readonly totalSeconds?: number;
    }
  | {
      readonly kind: 'scoring';
      readonly clip: string;
      /** Of all clips together. */
      readonly frames: number;
      readonly totalFrames: number;
    }
  | {
      readonly kind: 'done';
      readonly summary: EvaluationSummary;
      readonly clips: readonly EvaluatedClip[];
    };

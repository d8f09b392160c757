import type {
  AlarmJudgement,
  AreaIntervals,
  RegionScores,
  ScoreEvaluation,
  Threshold,
} from '@presage/anomaly';
import type { DeviceReport } from '@presage/model';
import type { ClipRun, FaultOfView, MethodScores } from './evaluate-run.ts';
import type { LearnWarning } from './learn-progress.ts';

/** How figures came about. */
export interface EvaluationProtocol {
  /** Whether no score knows of a later frame. */
  readonly causal: boolean;
  /**
   * What is remembered from frame to frame: the model's state from a clip's first frame to its last,
   * or for so many of the frames it sees; the frame before; all frames before; only a fixed picture.
   */
  readonly memory:
    | 'carried-state'
    | { readonly stateResetEveryFrames: number }
    | 'frame-before'
    | 'frames-before'
    | 'normal-footage';
  /** What scores are scaled by: the normal footage of the calibration, nothing, or the clip's own extremes. */
  readonly scaledBy: 'normal-footage' | 'nothing' | 'own-clip';
  /** Frames a second that are looked at; each score holds until the next, for all frames of the video. */
  readonly frameRate: number;
}

/** What a way of scoring frames is worth. */
export interface MethodEvaluation extends ScoreEvaluation {
  readonly method: keyof MethodScores;
  readonly protocol: EvaluationProtocol;
  /** 95 %, from these clips alone. */
  readonly intervals: AreaIntervals;
}

/** What an evaluation came to. */
export interface EvaluationSummary {
  readonly device: DeviceReport;
  /**
   * The model first, then the baselines; then all again with scores scaled to 0…1 within each clip,
   * which uses the future: for comparing with published figures only.
   */
  readonly methods: readonly MethodEvaluation[];
  /** What the model's events are worth at the threshold. */
  readonly alarms: AlarmJudgement & { readonly protocol: EvaluationProtocol };
  readonly threshold: Threshold;
  readonly falseAlarmsPerDay: number;
  /** Absent where no clip has labelled regions. */
  readonly regions?: RegionScores & {
    readonly protocol: EvaluationProtocol;
    /** Clips with something abnormal and no regions. */
    readonly leftOut: readonly string[];
  };
  /** When the camera's view was taken for broken; seconds since the clip's first frame. */
  readonly viewFaults: readonly (FaultOfView & { readonly clip: string })[];
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
  | { readonly kind: 'measuring'; readonly done: number; readonly total: number }
  | {
      readonly kind: 'done';
      readonly summary: EvaluationSummary;
      readonly clips: readonly EvaluatedClip[];
    };

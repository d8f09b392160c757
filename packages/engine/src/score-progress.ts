import type { LedgerSnapshot } from '@presage/core';
import type { AnomalyResult, Threshold, ViewFault, Zones } from '@presage/anomaly';
import type { VideoInfo, VideoWarning } from '@presage/io';
import type { DeviceReport } from '@presage/model';

/** Told once the video is open. */
export interface ScoringStarted {
  readonly kind: 'started';
  readonly video: VideoInfo;
  readonly threshold: Threshold;
  /** Media time in seconds at which scoring ends; absent where the file does not say how long it is. */
  readonly endSeconds?: number;
}

/** What scoring a video came to. */
export interface ScoreSummary {
  readonly video: VideoInfo;
  readonly threshold: Threshold;
  /** All that was drawn on the picture. */
  readonly zones: Zones;
  /** Faults of the camera's view that would have been told; none where the model does not know the view. */
  readonly viewFaults: readonly ViewFault[];
  readonly device: DeviceReport;
  /** Every frame that was decoded, and what became of it. */
  readonly ledger: LedgerSnapshot;
  /** Frames that could have alarmed: those after the warm-up. */
  readonly judgedFrames: number;
  /** Media time from the first frame to the last, in seconds. */
  readonly mediaSeconds: number;
  /** Wall time, in seconds. */
  readonly wallSeconds: number;
  /** What the source is not as it should be. */
  readonly warnings: readonly VideoWarning[];
}

/** The last word. */
export interface ScoringDone {
  readonly kind: 'done';
  readonly summary: ScoreSummary;
}

/** What scoring a video tells, in this order: its start, each frame and event, its end. */
export type ScoreProgress = ScoringStarted | AnomalyResult | ScoringDone;

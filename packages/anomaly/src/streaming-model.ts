import type { FrameData, FrameNeeds } from '@presage/core';

/** One tensor that a step gave back, in row-major order. */
export interface StepOutput {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** What one step of a recurrent model gave for one frame. */
export interface ModelStep {
  /**
   * By name; the patch errors are in `error`, `[gridHeight, gridWidth]`, and hidden states pooled to
   * the patches, where a model gives them, in `features`, `[channels, gridHeight, gridWidth]`.
   */
  readonly outputs: Readonly<Record<string, StepOutput>>;
  /** Too soon after a reset for the errors to mean anything. */
  readonly warmUp: boolean;
  /** Media time of the frame in microseconds. */
  readonly timestampUs: number;
}

/** One stream's recurrent state. */
export interface StepStream extends Disposable {
  /** Takes over the frame's bytes. Calls run in order; no need to wait for the last one. */
  step(frame: FrameData): Promise<ModelStep>;
}

/** The part of a model that anomaly detection uses: `Model` of `@presage/model` fits, so does a fake one. */
export interface StreamingModel {
  readonly description: {
    /** Without it the model takes arrays, which nothing here watches. */
    readonly needs?: FrameNeeds | undefined;
    /** Steps after a reset that are not to be trusted yet. Default 0. */
    readonly warmUpFrames?: number | undefined;
  };
  /** As read from the model file; {@link parseCalibration} checks it. */
  readonly calibration?: unknown;
  stream(): StepStream;
}

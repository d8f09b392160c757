import type { FrameData } from '@presage/core';
import type { ModelMetadata } from '../file/model-file.ts';
import type { DeviceReport } from './device.ts';

/** A result tensor, `float32`, row-major. */
export interface OutputTensor {
  readonly data: Float32Array;
  /** Without the batch dimension. */
  readonly shape: readonly number[];
}

/** What the model says about one frame. */
export interface StepResult {
  /** By the name of the graph's output. The tensors of one step share one buffer. */
  readonly outputs: Readonly<Record<string, OutputTensor>>;
  /** The frame is one of the first after a reset: score it, never alarm on it. */
  readonly warmUp: boolean;
  /** The frame's. Microseconds of media time. */
  readonly timestampUs: number;
  /** The frame's. */
  readonly sequence: number;
  /** Milliseconds that the step took in the worker. */
  readonly stepMs: number;
}

/**
 * One stream's recurrent state on a model. Calls need not wait for each other: they take effect
 * in the order in which they are made. Every one rejects with FatalError `stream-closed` once the
 * stream is disposed of, `model-closed` once the model is, and `model-worker-lost` where its worker
 * died.
 */
export interface ModelStream extends Disposable {
  /**
   * Takes the next frame through the model. State starts from zero where `frame.discontinuity` is
   * set, and after a step that failed.
   *
   * Takes the frame's bytes over: their `ArrayBuffer` moves to the worker and is empty afterwards.
   * Bytes that are part of a larger buffer are copied instead.
   *
   * Throws InputError `frame-mismatch` where size, format or length is not what the model needs;
   * FatalError `step-failed` where ONNX Runtime refuses.
   */
  step(frame: FrameData): Promise<StepResult>;
  /** The next frame starts from zero state. */
  reset(): Promise<void>;
  /** The state after the steps asked for so far. A stream that it is restored to goes on bit-equal. */
  snapshot(): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Puts a state back.
   *
   * Throws InputError `snapshot-damaged`, `snapshot-newer`, `snapshot-of-other-model`.
   */
  restore(snapshot: Uint8Array): Promise<void>;
}

/**
 * An opened model: one worker thread with one ONNX Runtime session. Dispose of it to end the
 * worker; steps that still wait then reject. Disposing twice does nothing more.
 */
export interface Model extends ModelMetadata, AsyncDisposable {
  readonly device: DeviceReport;
  /** A new stream at zero state. Streams share the worker; their steps run oldest first. */
  stream(): ModelStream;
}

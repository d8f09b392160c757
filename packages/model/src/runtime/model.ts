import type { FrameData } from '@presage/core';
import type { ModelFile, ModelMetadata } from '../file/model-file.ts';
import type { DeviceReport } from './device.ts';
import type { ModelLoad } from './model-load.ts';

/** A result tensor, `float32`, row-major. */
export interface OutputTensor {
  readonly data: Float32Array;
  /** Without the batch dimension. */
  readonly shape: readonly number[];
}

/** What the model says about one array. */
export interface ArrayStepResult {
  /** By the name of the graph's output. The tensors of one step share one buffer. */
  readonly outputs: Readonly<Record<string, OutputTensor>>;
  /** The step is one of the first after a reset: score it, never alarm on it. */
  readonly warmUp: boolean;
  /** Milliseconds that the run took in the worker; steps of other streams may have shared it. */
  readonly stepMs: number;
}

/** What the model says about one frame. */
export interface StepResult extends ArrayStepResult {
  /** The frame's. Microseconds of media time. */
  readonly timestampUs: number;
  /** The frame's. */
  readonly sequence: number;
}

/** How an array goes into a model. */
export interface ArrayStepOptions {
  /** The array does not follow from the one before: state starts from zero. Default false. */
  readonly startsAnew?: boolean;
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
   * Throws InputError `frame-mismatch` where size, format or length is not what the model needs,
   * `model-takes-arrays` where it takes no frames; TransientError `stream-busy` where too many
   * steps of this stream wait already; FatalError `step-failed` where ONNX Runtime refuses, or where
   * results and state are no longer finite numbers, `device-lost` where the GPU went away.
   */
  step(frame: FrameData): Promise<StepResult>;
  /**
   * Takes an array through the model: `description.input.shape`, row-major, in one flat array of
   * the input's type. The array is copied. State starts from zero where `startsAnew` is set, and
   * after a step that failed.
   *
   * Throws InputError `array-mismatch` where length or type is not what the model takes,
   * `array-not-finite` where a value is NaN or infinite: the state is then as it was;
   * TransientError `stream-busy`, and FatalError `step-failed` and `device-lost`, as {@link step}
   * does.
   */
  stepArray(
    values: Float32Array | Uint8Array,
    options?: ArrayStepOptions,
  ): Promise<ArrayStepResult>;
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
 * An opened model: a worker thread with ONNX Runtime in it. Dispose of it to end the worker; steps
 * that still wait then reject. Disposing twice does nothing more.
 *
 * What it says of itself (`description`, `calibration`, `provenance`, `device`) is that of its
 * present version, see {@link swap}.
 */
export interface Model extends ModelMetadata, AsyncDisposable {
  readonly device: DeviceReport;
  /** A new stream at zero state. Streams share the worker; their steps run oldest first. */
  stream(): ModelStream;
  /** How busy it is now. */
  load(): ModelLoad;
  /**
   * Puts another version of the model in this one's place, while streams go on. It starts in a
   * worker of its own; then each stream moves between two steps: those asked for before run on the
   * old version, later ones on the new, and answers come in the order asked. A stream keeps its
   * state where the graph is the same; else it starts from zero there, and its first frames are
   * marked warm-up. Resolves once the old worker has ended. Swaps wait for each other.
   *
   * Until the new version has taken a first step nothing changes; where it does not, the old one
   * goes on. Throws as `openModel` does, and InputError `model-does-not-fit` where the new version
   * takes or gives something else.
   */
  swap(source: string | ModelFile): Promise<void>;
}

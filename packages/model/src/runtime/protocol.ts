import type { ModelDescription } from '../file/model-description.ts';
import type { Device } from './device.ts';
import type { ExitGuard } from './exit-guard.ts';
import type { RunCost } from './run-cost.ts';

/** What the worker must know of a model. */
export type SessionPlan = Pick<
  ModelDescription,
  'input' | 'needs' | 'batch' | 'states' | 'outputs' | 'warmUpFrames'
>;

/** What a step takes: a frame's bytes, or an array. */
export type StepInput = Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/**
 * Which steps share a run of ONNX Runtime.
 *
 * - `auto`: those of different streams, in batches of 2, 4, 8 … as far as a doubling makes a step
 *   cheaper by five per cent, measured when the model is opened; on a device where states cross a
 *   bus also several steps of one stream
 * - `off`: none
 * - sizes: those, whether they gain or not. `sizes` are streams a run, `chains` steps of one stream
 *   a run; whole numbers from 2
 */
export type Batching =
  | 'auto'
  | 'off'
  | { readonly sizes?: readonly number[]; readonly chains?: readonly number[] };

/** The worker's first request: opens the model and takes a step with it. */
export interface LoadRequest {
  readonly kind: 'load';
  readonly bytes: Uint8Array;
  readonly plan: SessionPlan;
  readonly device: Device;
  readonly threads: number;
  readonly batching: Batching;
}

/** One step of one stream. */
export interface StepRequest {
  readonly kind: 'step';
  readonly stream: number;
  readonly input: StepInput;
  /** The input does not follow from the one before. */
  readonly startsAnew: boolean;
}

/** Closes a stream at once: what waits for it is answered with a failure, and not served. */
export interface AbandonRequest {
  readonly kind: 'abandon';
  readonly stream: number;
}

/** Main thread → worker. Those of one stream are served, and answered, in the order they arrive. */
export type SessionRequest =
  | LoadRequest
  | StepRequest
  | { readonly kind: 'reset'; readonly stream: number }
  | { readonly kind: 'snapshot'; readonly stream: number }
  | { readonly kind: 'restore'; readonly stream: number; readonly state: StreamMemory }
  | { readonly kind: 'close'; readonly stream: number }
  | AbandonRequest;

/**
 * The last message to the worker: finish the run you are in, and exit. A worker terminated from
 * outside within a run takes the whole process with it (onnxruntime-node 1.30.0).
 */
export interface SessionEnd {
  readonly kind: 'end';
}

/** What the worker is started with. */
export type SessionWorkerData = Pick<ExitGuard, 'flags'>;

/** What a stream remembers from step to step. */
export interface StreamMemory {
  /** Frames since the last reset, this many at most counted: all that warm-up needs. */
  readonly framesSinceReset: number;
  /** Every state, one after the other, in the order of the plan. */
  readonly states: Float32Array<ArrayBuffer>;
}

/** What the worker says of a model it has opened. */
export interface LoadReply {
  /** SHA-256 of the graph. */
  readonly digest: Uint8Array;
  /** Milliseconds of a step. */
  readonly stepMs: number;
  readonly costs: readonly RunCost[];
  /** Why runs are shared, or not; for a person. */
  readonly reason: string;
  /** Why sizes that were asked for cannot be had. */
  readonly refused?: string | undefined;
}

/** What a step comes back with. */
export interface StepReply {
  /** Every output, one after the other, in the order of the plan. */
  readonly values: Float32Array<ArrayBuffer>;
  readonly warmUp: boolean;
  /** Of the run that it was in. */
  readonly stepMs: number;
}

/** The answer's type for each kind of request. */
export interface SessionAnswers {
  load: LoadReply;
  step: StepReply;
  reset: undefined;
  snapshot: StreamMemory;
  restore: undefined;
  close: undefined;
  abandon: undefined;
}

/** The answer to a stream's oldest request, or, without a stream, to `load`. */
export type SessionAnswer = { readonly stream: number | undefined } & (
  | { readonly value: SessionAnswers[keyof SessionAnswers] }
  | { readonly failure: string }
);

/** What one run takes. */
export interface RunShape {
  readonly streams: number;
  /** Of each of the streams. */
  readonly steps: number;
}

/** Worker → main thread: what one run, or one request of another kind, came to. */
export interface SessionMessage {
  readonly answers: readonly SessionAnswer[];
  /** Where they come of a run. */
  readonly run?: RunShape;
}

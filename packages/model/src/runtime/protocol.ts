import type { ModelDescription } from '../file/model-description.ts';
import type { ExitGuard } from './exit-guard.ts';

/** What the worker must know of a model. */
export type SessionPlan = Pick<
  ModelDescription,
  'input' | 'needs' | 'batch' | 'states' | 'outputs' | 'warmUpFrames'
>;

/** Main thread → worker. Served one by one, and answered in the order they arrive. */
export type SessionRequest =
  | {
      readonly kind: 'load';
      readonly bytes: Uint8Array;
      readonly plan: SessionPlan;
      readonly threads: number;
    }
  | {
      readonly kind: 'step';
      readonly stream: number;
      readonly frame: Uint8Array<ArrayBuffer>;
      /** The frame does not follow from the one before. */
      readonly startsAnew: boolean;
    }
  | { readonly kind: 'reset'; readonly stream: number }
  | { readonly kind: 'snapshot'; readonly stream: number }
  | { readonly kind: 'restore'; readonly stream: number; readonly state: StreamMemory }
  | { readonly kind: 'close'; readonly stream: number };

/**
 * The last message to the worker: finish the step you are in, and exit. A worker terminated from
 * outside within a step takes the whole process with it (onnxruntime-node 1.30.0).
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

/** What a step comes back with. */
export interface StepReply {
  /** Every output, one after the other, in the order of the plan. */
  readonly values: Float32Array<ArrayBuffer>;
  readonly warmUp: boolean;
  readonly stepMs: number;
}

/** The answer's type for each kind of request. */
export interface SessionAnswers {
  /** SHA-256 of the graph. */
  load: Uint8Array;
  step: StepReply;
  reset: undefined;
  snapshot: StreamMemory;
  restore: undefined;
  close: undefined;
}

/** Worker → main thread. */
export type SessionMessage =
  | { readonly value: SessionAnswers[keyof SessionAnswers] }
  | { readonly failure: string };

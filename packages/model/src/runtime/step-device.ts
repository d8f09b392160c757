import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { StepGraph } from './step-graph.ts';

/**
 * One stream's states between runs, wherever its device keeps them. A run reads `current`, writes
 * `next`, and is followed by `advance`; one that fails is not, and changes nothing.
 */
export interface StateTensors extends Disposable {
  /** What the next run is fed; `float32`, in the plan's order. */
  current(): readonly Tensor[];
  /** Where the next run puts its states; null where ONNX Runtime makes the tensor, on the device. */
  next(): readonly (Tensor | null)[];
  /** Makes what a run gave for `next` current, and frees what was. */
  advance(given: readonly Tensor[]): void;
  /** All states to zero. */
  zero(): void;
  /** A copy of all states, one after the other. */
  read(): Promise<Float32Array<ArrayBuffer>>;
  /** Puts back what `read` gave, on this device or another. */
  write(values: Float32Array): void;
}

/** A graph that is open on a device. */
export interface DeviceSession {
  run(
    feeds: InferenceSession.FeedsType,
    fetches: InferenceSession.FetchesType,
  ): Promise<InferenceSession.ReturnType>;
  release(): Promise<void>;
}

/**
 * How sessions run on one execution provider, and how a stream's states live there. Disposed of
 * after its streams and sessions.
 */
export interface StepDevice extends AsyncDisposable {
  /** States lie in JavaScript's memory, and every run moves them to the device and back. */
  readonly stateCrossesBus: boolean;
  /** Opens a graph there, and nowhere else. */
  open(bytes: Uint8Array, graph: StepGraph): Promise<DeviceSession>;
  /** A new stream's states, at zero. The shapes are whole, the batch of one included. */
  createStates(): StateTensors;
}

/** What a device is set up with. */
export interface StepDeviceOptions {
  /** Threads that one run may use. */
  readonly threads: number;
  /** Of each state, whole, in the plan's order. */
  readonly stateShapes: readonly (readonly number[])[];
}

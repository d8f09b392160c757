import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { concatenated, elementsOf, floatsOf, freeMemory, zeroTensor } from './float-tensors.ts';
import type { SessionPlan, StepInput } from './protocol.ts';
import type { DeviceSession, StateTensors, StepDevice } from './step-device.ts';
import { plainStepGraph, type StepGraph } from './step-graph.ts';

/** What one stream brings to a run. */
export interface StepLane {
  readonly states: StateTensors;
  /** One for each step of the graph. Freed once they are copied. */
  readonly inputs: readonly StepInput[];
}

/** One graph on one device. Runs must not overlap. */
export interface StepSession extends AsyncDisposable {
  /** Streams a run. */
  readonly lanes: number;
  /** Steps of each stream a run. */
  readonly steps: number;
  /**
   * Takes every lane's steps, and moves its states on: `[lane][step]`, each with every output, one
   * after the other, in the plan's order. Where it fails, no state has changed.
   */
  run(lanes: readonly StepLane[]): Promise<Float32Array<ArrayBuffer>[][]>;
}

/** Opens a graph, by default the model's own, which takes one step of one stream. */
export async function openStepSession(
  bytes: Uint8Array,
  plan: SessionPlan,
  { device, graph = plainStepGraph(plan) }: { device: StepDevice; graph?: StepGraph },
): Promise<StepSession> {
  return createStepSession(await device.open(bytes, graph), plan, graph);
}

/** Runs a graph that is open already. Every input and result tensor is made here, once. */
export function createStepSession(
  session: DeviceSession,
  plan: SessionPlan,
  graph: StepGraph,
): StepSession {
  const slots = graph.lanes.map((lane) => ({
    ...lane,
    tensors: lane.inputs.map(() => inputTensor(plan)),
    results: lane.outputs.map(() => plan.outputs.map(({ shape }) => wholeZero(plan, shape))),
  }));
  // The same every time, but for the states.
  const inputs = Object.fromEntries(
    slots.flatMap((slot) => slot.inputs.map((name, step) => [name, slot.tensors[step]!])),
  );
  const results = Object.fromEntries(
    slots.flatMap((slot) =>
      slot.outputs.flatMap((names, step) =>
        names.map((name, index) => [name, slot.results[step]![index]!]),
      ),
    ),
  );

  return {
    lanes: slots.length,
    steps: slots[0]?.inputs.length ?? 0,
    async run(lanes) {
      const feeds: Record<string, Tensor> = { ...inputs };
      const fetches: Record<string, Tensor | null> = { ...results };
      for (const [index, { states, inputs: arrays }] of lanes.entries()) {
        const slot = slots[index]!;
        for (const [step, tensor] of slot.tensors.entries()) fill(tensor, arrays[step]!);
        assign(feeds, slot.stateInputs, states.current());
        // A result that is a next state too has one tensor: the state's.
        assign(fetches, slot.stateOutputs, states.next());
      }
      const given = await session.run(feeds, fetches);
      const values = slots.map((slot) => valuesOf(slot.outputs, given));
      for (const [index, { states }] of lanes.entries()) {
        states.advance(slots[index]!.stateOutputs.map((name) => given[name]!));
      }
      for (const [name, result] of Object.entries(results)) {
        const copy = given[name]!;
        if (fetches[name] !== result || copy.location !== 'cpu') continue;
        if (floatsOf(copy).buffer !== floatsOf(result).buffer) freeMemory(floatsOf(copy));
      }
      return values;
    },
    [Symbol.asyncDispose]: () => session.release(),
  };
}

/** With the batch of one, where the plan leaves it out. */
export function wholeShape({ batch }: SessionPlan, shape: readonly number[]): readonly number[] {
  return batch === 'free' ? [1, ...shape] : shape;
}

/** An input of zeros, as a step takes it. */
export function blankInput({ input }: SessionPlan): StepInput {
  const length = elementsOf(input.shape);
  return input.type === 'uint8' ? new Uint8Array(length) : new Float32Array(length);
}

function wholeZero(plan: SessionPlan, shape: readonly number[]): Tensor {
  return zeroTensor(wholeShape(plan, shape));
}

function inputTensor(plan: SessionPlan): Tensor {
  const shape = wholeShape(plan, plan.input.shape);
  const data = blankInput(plan);
  return data instanceof Uint8Array
    ? new Tensor('uint8', data, shape)
    : new Tensor('float32', data, shape);
}

function fill({ data }: Tensor, values: StepInput): void {
  (data as StepInput).set(values);
}

function assign<T>(into: Record<string, T>, names: readonly string[], tensors: readonly T[]): void {
  for (const [index, name] of names.entries()) into[name] = tensors[index]!;
}

/**
 * Of one lane. From what the run gave, not from what it was to fill: on WebGPU that stays as it was
 * (onnxruntime-node 1.30.0).
 */
function valuesOf(
  outputs: StepGraph['lanes'][number]['outputs'],
  given: InferenceSession.OnnxValueMapType,
): Float32Array<ArrayBuffer>[] {
  return outputs.map((names) => concatenated(names.map((name) => floatsOf(given[name]!))));
}

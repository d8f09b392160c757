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
      const copies = copiesIn(given, fetches);
      const unclaimed = new Map(copies);
      const values = slots.map((slot) => valuesOf(slot.outputs, given, unclaimed));
      for (const [index, { states }] of lanes.entries()) {
        const next = slots[index]!.stateOutputs;
        states.advance(next.map((name) => (copies.has(name) ? fetches[name]! : given[name]!)));
      }
      for (const copy of unclaimed.values()) freeMemory(copy);
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
 * onnxruntime-node 1.30.0 fills the tensors it is given, and then copies each into a new one: those
 * copies, by name, which nobody else holds. On WebGPU it gives its own, and fills nothing.
 */
function copiesIn(
  given: InferenceSession.OnnxValueMapType,
  fetches: Readonly<Record<string, Tensor | null>>,
): Map<string, Float32Array<ArrayBuffer>> {
  const copies = new Map<string, Float32Array<ArrayBuffer>>();
  for (const [name, asked] of Object.entries(fetches)) {
    const tensor = given[name]!;
    if (asked?.location !== 'cpu' || tensor.location !== 'cpu') continue;
    const data = floatsOf(tensor);
    if (data.buffer !== floatsOf(asked).buffer && isWholeBuffer(data)) copies.set(name, data);
  }
  return copies;
}

function isWholeBuffer(data: Float32Array): data is Float32Array<ArrayBuffer> {
  return data.buffer instanceof ArrayBuffer && data.byteLength === data.buffer.byteLength;
}

/**
 * Of one lane. From what the run gave, not from what it was to fill: on WebGPU that stays as it was
 * (onnxruntime-node 1.30.0). A single result takes the run's copy of it out of `unclaimed`.
 */
function valuesOf(
  outputs: StepGraph['lanes'][number]['outputs'],
  given: InferenceSession.OnnxValueMapType,
  unclaimed: Map<string, Float32Array<ArrayBuffer>>,
): Float32Array<ArrayBuffer>[] {
  return outputs.map((names) => {
    const [only = '', ...others] = names;
    const copy = others.length === 0 ? unclaimed.get(only) : undefined;
    if (!copy) return concatenated(names.map((name) => floatsOf(given[name]!)));
    unclaimed.delete(only);
    return copy;
  });
}

import { Tensor, type InferenceSession } from 'onnxruntime-node';
import type { SessionPlan, StepReply, StreamMemory } from './protocol.ts';

/** One stream's recurrent state on a session, inside the worker. */
export interface RecurrentStream {
  /**
   * Takes a frame, `height × width × channels` bytes, through the graph. Steps must not overlap.
   * One that fails leaves the state at zero. The frame's buffer is freed.
   */
  step(frame: Uint8Array<ArrayBuffer>): Promise<StepReply>;
  /** State to zero. */
  reset(): void;
  /** A copy. */
  snapshot(): StreamMemory;
  restore(memory: StreamMemory): void;
}

/**
 * Creates a stream at zero state. Every tensor a step touches is made here, once: two sets of
 * states, of which each step reads one and writes the other.
 */
export function createRecurrentStream(
  session: Pick<InferenceSession, 'run'>,
  plan: SessionPlan,
): RecurrentStream {
  const { input, states, outputs, warmUpFrames } = plan;
  const pixels = new Uint8Array(input.shape.reduce((product, size) => product * size, 1));
  const frame = new Tensor('uint8', pixels, [1, ...input.shape]);

  const sets = [0, 1].map(() => states.map((state) => floats(state.shape)));
  const results = outputs.map((output) => floats(output.shape));
  const resultLength = lengthOf(results);
  const turns = [0, 1].map((from) => ({
    state: sets[from]!,
    feeds: {
      [input.name]: frame,
      ...named(
        states.map((state) => state.input),
        sets[from]!,
      ),
    },
    // A result that is a next state too has one tensor: the state's.
    fetches: {
      ...named(
        outputs.map((output) => output.name),
        results,
      ),
      ...named(
        states.map((state) => state.output),
        sets[1 - from]!,
      ),
    },
  }));
  const resultsOfTurn = turns.map(({ fetches }) =>
    outputs.map((output) => dataOf(fetches[output.name]!)),
  );

  let turn = 0;
  let framesSinceReset = 0;

  function reset(): void {
    for (const state of turns[turn]!.state) dataOf(state).fill(0);
    framesSinceReset = 0;
  }

  return {
    async step(bytes) {
      const begin = performance.now();
      const { feeds, fetches } = turns[turn]!;
      pixels.set(bytes);
      free(bytes);
      try {
        freeCopies(await session.run(feeds, fetches), fetches);
      } catch (error) {
        // The frame is missing from the state: what follows starts anew.
        reset();
        throw error;
      }
      const values = concatenated(resultsOfTurn[turn]!, resultLength);
      turn = 1 - turn;
      const warmUp = framesSinceReset < warmUpFrames;
      if (warmUp) framesSinceReset += 1;
      return { values, warmUp, stepMs: performance.now() - begin };
    },
    reset,
    snapshot() {
      const state = turns[turn]!.state;
      return { framesSinceReset, states: concatenated(state.map(dataOf), lengthOf(state)) };
    },
    restore(memory) {
      let position = 0;
      for (const state of turns[turn]!.state) {
        const data = dataOf(state);
        data.set(memory.states.subarray(position, position + data.length));
        position += data.length;
      }
      framesSinceReset = memory.framesSinceReset;
    },
  };
}

/**
 * onnxruntime-node 1.30.0 fills the fetches, and then copies every one of them into a new tensor:
 * all states and results, each step.
 */
function freeCopies(
  given: InferenceSession.OnnxValueMapType,
  fetches: Readonly<Record<string, Tensor>>,
): void {
  for (const [name, tensor] of Object.entries(given)) {
    const data = dataOf(tensor);
    if (data.buffer !== dataOf(fetches[name]!).buffer) free(data);
  }
}

/** Frees the memory now: left to the collector, that of a thousand steps piles up. */
function free({ buffer }: Uint8Array | Float32Array): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}

function floats(shape: readonly number[]): Tensor {
  const length = shape.reduce((product, size) => product * size, 1);
  return new Tensor('float32', new Float32Array(length), [1, ...shape]);
}

function named(names: readonly string[], tensors: readonly Tensor[]): Record<string, Tensor> {
  return Object.fromEntries(names.map((name, index) => [name, tensors[index]!]));
}

function lengthOf(tensors: readonly Tensor[]): number {
  return tensors.reduce((sum, tensor) => sum + tensor.size, 0);
}

function dataOf(tensor: Tensor): Float32Array {
  if (tensor.data instanceof Float32Array) return tensor.data;
  throw new TypeError(`a state or result is ${tensor.type}, not float32`);
}

function concatenated(parts: readonly Float32Array[], length: number): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(length);
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}

import { cpuSessionOptions, type ModelFile } from '@presage/model';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** ONNX Runtime itself, with nothing of ours around it. */
export interface BareSession extends AsyncDisposable {
  /** A step into tensors that are made once. */
  stepInPlace(frame: Uint8Array): Promise<void>;
  /** A step whose results ONNX Runtime allocates. */
  stepAllocating(frame: Uint8Array): Promise<void>;
}

export interface BareSessionOptions {
  readonly threads: number;
  /** `presage`: as models are opened. `default`: as ONNX Runtime comes. */
  readonly tuning: 'presage' | 'default';
}

/** Opens a session on this thread. */
export async function openBareSession(
  { bytes, description }: ModelFile,
  { threads, tuning }: BareSessionOptions,
): Promise<BareSession> {
  const { input: frameOf, states, outputs } = description;
  const session = await InferenceSession.create(
    bytes,
    tuning === 'presage'
      ? cpuSessionOptions(threads)
      : { executionProviders: ['cpu'], intraOpNumThreads: threads },
  );
  const pixels = new Uint8Array(frameOf.shape.reduce((product, size) => product * size, 1));
  const frame = new Tensor('uint8', pixels, [1, ...frameOf.shape]);
  const sets = [0, 1].map(() => states.map(({ shape }) => zeros(shape)));
  const results = Object.fromEntries(outputs.map(({ name, shape }) => [name, zeros(shape)]));
  const turns = [0, 1].map((from) => ({
    feeds: {
      [frameOf.name]: frame,
      ...Object.fromEntries(states.map(({ input }, index) => [input, sets[from]![index]!])),
    },
    fetches: {
      ...results,
      ...Object.fromEntries(states.map(({ output }, index) => [output, sets[1 - from]![index]!])),
    },
  }));
  let turn = 0;
  let carried: Record<string, Tensor> = turns[0]!.feeds;

  return {
    async stepInPlace(bytesOfFrame) {
      pixels.set(bytesOfFrame);
      const { feeds, fetches } = turns[turn]!;
      await session.run(feeds, fetches);
      turn = 1 - turn;
    },
    async stepAllocating(bytesOfFrame) {
      pixels.set(bytesOfFrame);
      const given = await session.run(carried);
      carried = { [frameOf.name]: frame };
      for (const { input, output } of states) carried[input] = given[output]!;
    },
    [Symbol.asyncDispose]: () => session.release(),
  };
}

function zeros(shape: readonly number[]): Tensor {
  const length = shape.reduce((product, size) => product * size, 1);
  return new Tensor('float32', new Float32Array(length), [1, ...shape]);
}

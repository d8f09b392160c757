import { bytesPerPixel } from '@presage/core';
import type { ModelDescription } from '@presage/model';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** ONNX Runtime itself, with nothing of ours around it. */
export interface BareSession extends AsyncDisposable {
  /** A step into tensors that are made once. */
  stepInPlace(frame: Uint8Array): Promise<void>;
  /** A step whose results ONNX Runtime allocates. */
  stepAllocating(frame: Uint8Array): Promise<void>;
}

/** Opens a session on this thread, with the options that models are opened with. */
export async function openBareSession(
  bytes: Uint8Array,
  { needs, frameInput, states, outputs }: ModelDescription,
  threads: number,
): Promise<BareSession> {
  const session = await InferenceSession.create(bytes, {
    executionProviders: ['cpu'],
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
  });
  const pixels = new Uint8Array(needs.width * needs.height * bytesPerPixel[needs.format]);
  const frame = new Tensor('uint8', pixels, [
    1,
    needs.height,
    needs.width,
    bytesPerPixel[needs.format],
  ]);
  const sets = [0, 1].map(() => states.map(({ shape }) => zeros(shape)));
  const results = Object.fromEntries(outputs.map(({ name, shape }) => [name, zeros(shape)]));
  const turns = [0, 1].map((from) => ({
    feeds: {
      [frameInput]: frame,
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
      carried = { [frameInput]: frame };
      for (const { input, output } of states) carried[input] = given[output]!;
    },
    [Symbol.asyncDispose]: () => session.release(),
  };
}

function zeros(shape: readonly number[]): Tensor {
  const length = shape.reduce((product, size) => product * size, 1);
  return new Tensor('float32', new Float32Array(length), [1, ...shape]);
}

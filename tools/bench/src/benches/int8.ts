import { availableParallelism } from 'node:os';
import {
  frameNeedsOf,
  measureActivations,
  openModel,
  quantiseModel,
  type Model,
} from '@presage/model';
import type { Bench, BenchContext } from '../bench.ts';
import { measured, type Figure } from '../figure.ts';
import { interleave, medianRatio } from '../interleave.ts';
import { median } from '../median.ts';
import { benchNetworks } from '../networks/bench-networks.ts';
import { prepareModel } from '../prepare-model.ts';
import { randomFrames } from '../random-frames.ts';
import { timed } from '../timed.ts';

const turnMs = 300;
/** Frames on which activations are measured; what they reach changes no cost. */
const measuredFrames = 8;
/** Networks held to a bar. */
const bars: Readonly<Partial<Record<keyof typeof benchNetworks, number>>> = { 'chong-tay': 1.8 };

/** A step over bytes, against the same network's in float32. */
export const int8: Bench = {
  name: 'int8',
  about: 'a stream’s step in int8 against the same network’s in float32, state carried',
  async run(context) {
    const figures: Figure[] = [];
    for (const name of Object.keys(bars) as (keyof typeof bars)[]) {
      figures.push(await measure(name, context));
    }
    return figures;
  },
};

async function measure(name: keyof typeof bars, { signal, say }: BenchContext): Promise<Figure> {
  const threads = availableParallelism();
  const options = { threads, device: 'cpu', batching: 'off', signal } as const;
  const file = prepareModel(benchNetworks[name]);
  const next = randomFrames(frameNeedsOf(file, name));
  const seen = await measureActivations(file, Array.from({ length: measuredFrames }, next), {
    threads,
    signal,
  });
  await using whole = await openModel(file, options);
  await using bytes = await openModel(quantiseModel(file, seen), options);

  using closing = new DisposableStack();
  const stepping = async (model: Model) => {
    const stream = closing.use(model.stream());
    const steps = async (count: number) => {
      const frames = Array.from({ length: count }, next);
      const total = await timed(async () => {
        for (const frame of frames) await stream.step(frame);
      });
      return total / count;
    };
    const count = Math.max(5, Math.round(turnMs / (await steps(5))));
    return () => steps(count);
  };
  const taken = await interleave(
    { float32: await stepping(whole), int8: await stepping(bytes) },
    { rounds: 15, restMs: 50, signal },
  );
  const [slow, fast] = [median(taken.float32), median(taken.int8)];
  say(`${name}: ${slow.toFixed(2)} ms in float32, ${fast.toFixed(2)} ms in int8`);
  return measured({
    name: `int8/${name}`,
    value: medianRatio(taken.float32, taken.int8),
    unit: '× faster',
    bar: bars[name]!,
    better: 'more',
    reference: `float32 ${slow.toFixed(2)} ms, int8 ${fast.toFixed(2)} ms a step, one stream, ${threads} threads`,
  });
}

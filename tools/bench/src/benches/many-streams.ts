import {
  frameNeedsOf,
  openModel,
  type ComparingNetworkSpec,
  type ModelStream,
} from '@presage/model';
import { availableParallelism } from 'node:os';
import type { Bench, BenchContext } from '../bench.ts';
import { measured, type Figure } from '../figure.ts';
import { interleave, medianRatio } from '../interleave.ts';
import { median } from '../median.ts';
import { benchNetworks } from '../networks/bench-networks.ts';
import { prepareModel } from '../prepare-model.ts';
import { randomFrames } from '../random-frames.ts';

const streamCount = 16;
const turnMs = 2500;

/** What it costs that many streams share a worker, and whether they share it evenly. */
export const manyStreams: Bench = {
  name: 'many-streams',
  about: `${streamCount} streams through one worker against one stream alone`,
  async run(context) {
    const figures: Figure[] = [];
    for (const [name, spec] of Object.entries(benchNetworks))
      figures.push(...(await measureNetwork(name, spec, context)));
    return figures;
  },
};

async function measureNetwork(
  name: string,
  spec: ComparingNetworkSpec,
  { signal, say }: BenchContext,
): Promise<readonly Figure[]> {
  const threads = availableParallelism();
  const file = prepareModel(spec);
  await using model = await openModel(file, { threads, device: 'cpu', signal });
  using closing = new DisposableStack();
  const streams = Array.from({ length: streamCount }, () => closing.use(model.stream()));
  using alone = model.stream();
  const next = randomFrames(frameNeedsOf(file, name));
  const steps = streams.map(() => 0);

  /** Steps until `end`, each once the one before is answered; returns how many. */
  const stepUntil = async (stream: ModelStream, end: number) => {
    let taken = 0;
    for (; performance.now() < end; taken += 1) await stream.step(next());
    return taken;
  };
  const taken = await interleave(
    {
      // Two under way, so that the worker does not wait for the next frame here either.
      one: () =>
        msPerStep(async (end) => {
          const each = await Promise.all([stepUntil(alone, end), stepUntil(alone, end)]);
          return each[0] + each[1];
        }),
      many: () =>
        msPerStep(async (end) => {
          const each = await Promise.all(streams.map((stream) => stepUntil(stream, end)));
          for (const [index, count] of each.entries()) steps[index]! += count;
          return each.reduce((sum, count) => sum + count, 0);
        }),
    },
    { rounds: 7, restMs: 50, signal },
  );
  const [slowest, fastest] = [Math.min(...steps), Math.max(...steps)];
  say(`${name}: one stream ${rate(taken.one)}, ${streamCount} together ${rate(taken.many)}`);
  const frame = { unit: '×', better: 'more' as const };
  return [
    measured({
      ...frame,
      name: `many-streams/${name}, sum`,
      bar: 0.97,
      value: medianRatio(taken.one, taken.many),
      reference: `one stream alone, ${rate(taken.one)}, ${threads} threads`,
    }),
    measured({
      ...frame,
      name: `many-streams/${name}, slowest`,
      bar: 0.9,
      value: slowest / fastest,
      reference: `the fastest of the ${streamCount} streams: ${fastest} steps, the slowest ${slowest}`,
    }),
  ];
}

/** Milliseconds a step of work that takes steps until `end`, and says how many. */
async function msPerStep(work: (end: number) => Promise<number>): Promise<number> {
  const begin = performance.now();
  const taken = await work(begin + turnMs);
  return (performance.now() - begin) / taken;
}

function rate(ms: readonly number[]): string {
  return `${(1000 / median(ms)).toFixed(0)} steps a second`;
}

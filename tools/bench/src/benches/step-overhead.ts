import type { FrameData } from '@presage/core';
import { frameNeedsOf, openModel, type ComparingNetworkSpec } from '@presage/model';
import { availableParallelism } from 'node:os';
import { openBareSession } from '../bare-session.ts';
import type { Bench, BenchContext } from '../bench.ts';
import { measured, type Figure } from '../figure.ts';
import { interleave, medianRatio } from '../interleave.ts';
import { median } from '../median.ts';
import { benchNetworks } from '../networks/bench-networks.ts';
import { convLstmS } from '../networks/conv-lstm-s.ts';
import { prepareModel } from '../prepare-model.ts';
import { randomFrames } from '../random-frames.ts';
import { timed } from '../timed.ts';
import { twoUnderWay } from '../two-under-way.ts';

const blockMs = 400;

/** What a stream's step costs over bare ONNX Runtime. */
export const stepOverhead: Bench = {
  name: 'step-overhead',
  about: 'a stream’s step against a bare session.run loop on the same graph and threads',
  async run(context) {
    const figures: Figure[] = [];
    for (const [name, spec] of Object.entries({ ...benchNetworks, 'conv-lstm-s': convLstmS })) {
      figures.push(...(await measureNetwork(name, spec, context)));
    }
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
  await using bare = await openBareSession(file, { threads, tuning: 'presage' });
  await using asItComes = await openBareSession(file, { threads, tuning: 'default' });
  using stream = model.stream();
  const next = randomFrames(frameNeedsOf(file, 'the network'));

  const once = await timed(async () => {
    for (let step = 0; step < 10; step += 1) await bare.stepInPlace(next().bytes);
  });
  const steps = Math.max(10, Math.round(blockMs / (once / 10)));
  const block = (step: (frame: FrameData) => Promise<unknown>) => async () => {
    const frames = Array.from({ length: steps }, next);
    const total = await timed(async () => {
      for (const frame of frames) await step(frame);
    });
    return total / steps;
  };
  const inPairs = async () => {
    const frames = Array.from({ length: steps }, next);
    const total = await timed(() => twoUnderWay(frames, (frame) => stream.step(frame)));
    return total / steps;
  };
  const taken = await interleave(
    {
      stream: inPairs,
      awaited: block((frame) => stream.step(frame)),
      inPlace: block((frame) => bare.stepInPlace(frame.bytes)),
      allocating: block((frame) => bare.stepAllocating(frame.bytes)),
      asItComes: block((frame) => asItComes.stepInPlace(frame.bytes)),
    },
    { rounds: 11, restMs: 50, signal },
  );
  const reference =
    median(taken.inPlace) < median(taken.allocating) ? taken.inPlace : taken.allocating;
  const untuned = milliseconds(median(taken.asItComes));
  say(`${name}: ${milliseconds(median(taken.stream))} a step`);
  const frame = {
    unit: '×',
    bar: 1.05,
    reference: `bare session.run loop, ${milliseconds(median(reference))} a step, ${threads} threads (${untuned} with ONNX Runtime's default options)`,
  };
  return [
    measured({
      ...frame,
      name: `step-overhead/${name}`,
      value: medianRatio(taken.stream, reference),
    }),
    measured({
      ...frame,
      name: `step-overhead/${name}, one at a time`,
      value: medianRatio(taken.awaited, reference),
    }),
  ];
}

function milliseconds(value: number): string {
  return `${value.toFixed(2)} ms`;
}

import { bytesPerPixel } from '@presage/core';
import { describeNetwork, seededRandom, type ComparingNetworkSpec } from '@presage/model';
import { Footage, train } from '@presage/train';
import { availableParallelism } from 'node:os';
import { lastValueFrom, tap } from 'rxjs';
import type { Bench, BenchContext } from '../bench.ts';
import { measured, missing, type Figure } from '../figure.ts';
import { interleave, medianRatio } from '../interleave.ts';
import { median } from '../median.ts';
import { benchNetworks } from '../networks/bench-networks.ts';
import { pytorchMissing } from '../python-process.ts';
import { startPytorchTraining } from '../pytorch-training.ts';

/** What the demo learns with. */
const window = { batchSize: 4, unrolledSteps: 8 } as const;
/** How long a turn may take. */
const turnMs = 4000;
/** A new session's first steps, in which it sets its memory up. */
const unsettledSteps = 2;

/** A step of learning, against the same in PyTorch. */
export const trainStep: Bench = {
  name: 'train-step',
  about: 'a training step against PyTorch’s on the same network, batch, length and threads',
  async run(context) {
    const lacking = await pytorchMissing(context.signal);
    const frame = { name: 'train-step/demo', unit: '×', bar: 1.4 };
    if (lacking !== undefined)
      return [missing({ ...frame, reference: `PyTorch missing: ${lacking}` })];
    return [await measure(frame, benchNetworks.demo, context)];
  },
};

async function measure(
  frame: Pick<Figure, 'name' | 'unit' | 'bar'>,
  spec: ComparingNetworkSpec,
  { signal, say }: BenchContext,
): Promise<Figure> {
  const threads = availableParallelism();
  const footage = noiseFootage(spec);
  await using pytorch = await startPytorchTraining({ spec, ...window, threads }, signal);
  const { version, parameters } = pytorch.facts;
  const ours = describeNetwork(spec).parameterCount;
  if (parameters !== ours) {
    throw new Error(`PyTorch's network has ${parameters} weights, ours ${ours}: not the same one`);
  }
  const steps = Math.min(12, Math.max(3, Math.round(turnMs / (await pytorch.step(2)))));
  const taken = await interleave(
    {
      presage: () => stepMs({ spec, footage, threads, ...window }, steps),
      pytorch: () => pytorch.step(steps),
    },
    { rounds: 7, restMs: 200, signal },
  );
  const [mine, theirs] = [median(taken.presage), median(taken.pytorch)];
  say(`${mine.toFixed(1)} ms, PyTorch ${theirs.toFixed(1)} ms`);
  return measured({
    ...frame,
    value: medianRatio(taken.presage, taken.pytorch),
    reference: `PyTorch ${version}, ${theirs.toFixed(1)} ms a step, batch ${window.batchSize}, ${window.unrolledSteps} frames, ${threads} threads`,
  });
}

/** Milliseconds from step to step of a run, once it has settled. */
async function stepMs(
  options: Omit<Parameters<typeof train>[0], 'totalSteps'>,
  steps: number,
): Promise<number> {
  const times: number[] = [];
  const run = train({ ...options, totalSteps: steps + unsettledSteps });
  await lastValueFrom(
    run.pipe(tap((event) => void (event.kind === 'step' && times.push(performance.now())))),
  );
  return (times.at(-1)! - times[unsettledSteps - 1]!) / steps;
}

function noiseFootage({ input }: ComparingNetworkSpec): Footage {
  const random = seededRandom(3);
  const footage = new Footage(input.width * input.height * bytesPerPixel[input.format]);
  for (let frame = 0; frame < 60; frame += 1) {
    const bytes = Uint8Array.from({ length: footage.frameBytes }, () => Math.floor(random() * 256));
    footage.append({ bytes });
  }
  return footage;
}

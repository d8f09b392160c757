import {
  buildStepGraph,
  describeNetwork,
  initialWeights,
  seededRandom,
  type ComparingNetworkSpec,
  type Weights,
} from '@presage/model';
import { describe, expect, test } from 'vitest';
import { movingSquare, smallSpec } from '../test/moving-square.ts';
import { runnableGraph, type TensorValues } from '../test/run-graph.ts';
import type { Footage } from './footage.ts';
import { createTrainingSession } from './training-session.ts';
import type { TrainingJob } from './training-protocol.ts';

const footage = movingSquare(40);

function jobWith(
  spec: ComparingNetworkSpec,
  shape: Pick<TrainingJob, 'batchSize' | 'unrolledSteps'>,
): TrainingJob {
  const weights = initialWeights(spec, seededRandom(5));
  const zeros = new Map([...weights].map(([name, { length }]) => [name, new Float32Array(length)]));
  return {
    spec,
    ...shape,
    totalSteps: 100,
    learningRate: 0.01,
    maxSeconds: Infinity,
    threads: 1,
    stop: new Int32Array(new SharedArrayBuffer(4)),
    footage: footage.share(),
    plan: { spans: footage.spans, batchSize: 1, windowFrames: 1, stride: 1, seed: 1 },
    from: { step: 0, weights, means: zeros, meanSquares: zeros },
  };
}

/** The step graph's mean squared error at each of `count` frames, from a zero state at `first`. */
async function stepErrors(
  { spec, weights }: { readonly spec: ComparingNetworkSpec; readonly weights: Weights },
  frames: Footage,
  [first, count]: readonly [number, number],
): Promise<number[]> {
  const graph = buildStepGraph(spec, weights);
  await using runnable = await runnableGraph(graph, { N: 1 });
  const states = graph.inputs.filter(({ type }) => type === 'float32');
  let current: TensorValues = Object.fromEntries(
    states.map(({ name, shape }) => [
      name,
      new Float32Array(shape.slice(1).reduce<number>((product, size) => product * Number(size), 1)),
    ]),
  );
  const errors: number[] = [];
  for (let frame = first; frame < first + count; frame += 1) {
    const out = await runnable.run({ frame: frames.frame(frame), ...current });
    const patches = out['error']!;
    errors.push(patches.reduce((sum, each) => sum + each, 0) / patches.length);
    current = Object.fromEntries(states.map(({ name }) => [name, out[`${name}.next`]!]));
  }
  return errors;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;

describe.for(['next', 'same'] as const)('with target %s', (target) => {
  const spec = smallSpec({ target });
  /** Frames before the first that is compared with a prediction. */
  const ahead = target === 'next' ? 1 : 0;

  test("the loss is the mean squared error of the step graph's predictions", async () => {
    const job = jobWith(spec, { batchSize: 2, unrolledSteps: 5 });
    const session = await createTrainingSession(job);
    const windows = [
      { frame: 3, reset: true },
      { frame: 20, reset: true },
    ];
    const loss = await session.step(0, windows, 0);
    const network = { spec, weights: job.from.weights };
    const errors = [
      ...(await stepErrors(network, footage, [3, 5 + ahead])).slice(ahead),
      ...(await stepErrors(network, footage, [20, 5 + ahead])).slice(ahead),
    ];
    expect(loss).toBeCloseTo(mean(errors), 6);
    expect(loss).toBeGreaterThan(0.01);
  });

  test('two windows with the state carried over are one long window', async () => {
    const short = await createTrainingSession(jobWith(spec, { batchSize: 1, unrolledSteps: 4 }));
    const long = await createTrainingSession(jobWith(spec, { batchSize: 1, unrolledSteps: 8 }));
    const first = await short.step(0, [{ frame: 2, reset: true }], 0);
    const second = await short.step(1, [{ frame: 6, reset: false }], 0);
    const whole = await long.step(0, [{ frame: 2, reset: true }], 0);
    expect(mean([first, second])).toBeCloseTo(whole, 6);

    const afresh = await short.step(2, [{ frame: 6, reset: true }], 0);
    expect(Math.abs(afresh - second)).toBeGreaterThan(1e-5);
  });
});

test('only the sequence that is reset loses its state', async () => {
  const spec = smallSpec();
  const job = jobWith(spec, { batchSize: 2, unrolledSteps: 4 });
  const session = await createTrainingSession(job);
  await session.step(
    0,
    [
      { frame: 0, reset: true },
      { frame: 10, reset: true },
    ],
    0,
  );
  const loss = await session.step(
    1,
    [
      { frame: 20, reset: true },
      { frame: 14, reset: false },
    ],
    0,
  );
  const network = { spec, weights: job.from.weights };
  const errors = [
    ...(await stepErrors(network, footage, [20, 5])).slice(1),
    ...(await stepErrors(network, footage, [10, 9])).slice(5),
  ];
  expect(loss).toBeCloseTo(mean(errors), 6);
});

test('at rate 0 the weights stay and the moments move', async () => {
  const job = jobWith(smallSpec(), { batchSize: 1, unrolledSteps: 2 });
  const session = await createTrainingSession(job);
  await session.step(0, [{ frame: 0, reset: true }], 0);
  const { step, weights, means, meanSquares } = session.checkpoint(1);
  expect(step).toBe(1);
  expect(weights).toEqual(job.from.weights);
  for (const { name } of describeNetwork(job.spec).parameters) {
    expect(means.get(name)!.some((value) => value !== 0)).toBe(true);
    expect(meanSquares.get(name)!.every((value) => value >= 0)).toBe(true);
  }
});

test('a checkpoint is a copy: later steps leave it alone', async () => {
  const session = await createTrainingSession(
    jobWith(smallSpec(), { batchSize: 1, unrolledSteps: 2 }),
  );
  const step = async (index: number) => session.step(index, [{ frame: index, reset: true }], 0.01);
  await step(0);
  const first = session.checkpoint(1);
  const before = structuredClone(first);
  await step(1);
  await step(2);
  expect(first).toEqual(before);
  expect(session.checkpoint(3).weights).not.toEqual(before.weights);
});

test('what can be learned is learned: the loss falls to a fraction', async () => {
  const session = await createTrainingSession(
    jobWith(smallSpec(), { batchSize: 2, unrolledSteps: 6 }),
  );
  const losses: number[] = [];
  for (let index = 0; index < 120; index += 1) {
    const windows = [
      { frame: index % 30, reset: true },
      { frame: (7 * index) % 30, reset: true },
    ];
    losses.push(await session.step(index, windows, 0.02));
  }
  expect(mean(losses.slice(-10))).toBeLessThan(0.2 * losses[0]!);
});

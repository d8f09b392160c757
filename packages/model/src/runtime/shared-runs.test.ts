import type { Discontinuity } from '@presage/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { greyFrame } from '../../test/frames.ts';
import { scalarSums, trap, trappedSumsFile, type ScalarSums } from '../../test/trapped-sums.ts';
import type { Model, ModelStream } from './model.ts';
import { openModel } from './open-model.ts';

let model: Model;
beforeAll(async () => {
  model = await openModel(trappedSumsFile(), {
    threads: 1,
    batching: { sizes: [2, 3, 5], chains: [2, 3] },
  });
});
afterAll(() => model[Symbol.asyncDispose]());

/** A stream, and what it should be at after everything that was asked of it. */
interface Followed {
  readonly stream: ModelStream;
  readonly truth: ScalarSums;
  closed: boolean;
  sequence: number;
}

interface World {
  readonly streams: Followed[];
  readonly snapshots: { readonly bytes: Uint8Array; readonly memory: readonly number[] }[];
  /** Fails where an answer is not what its stream alone would give. */
  readonly answers: Promise<void>[];
}

type Action = (world: World) => Promise<void> | void;

const open: Action = ({ streams }) => {
  streams.push({ stream: model.stream(), truth: scalarSums(), closed: false, sequence: 0 });
};

/** An action on one of the streams, whichever there are. */
function on(which: number, action: (followed: Followed, world: World) => Promise<void> | void) {
  return (world: World) => action(world.streams[which % world.streams.length]!, world);
}

async function checkStep(
  followed: Followed,
  step: ReturnType<ModelStream['step']>,
  expected: ReturnType<ScalarSums['next']>,
): Promise<void> {
  const [outcome] = await Promise.allSettled([step]);
  if (outcome.status === 'fulfilled') {
    const { outputs, warmUp } = outcome.value;
    expect({ map: outputs['map']!.data[0], warmUp }).toEqual(expected);
    return;
  }
  const { code } = outcome.reason as { code: string };
  // What waits when its stream is closed may have been answered, or not.
  if (code === 'stream-closed') expect(followed.closed).toBe(true);
  else expect({ code, expected }).toEqual({ code: 'step-failed', expected: undefined });
}

const which = fc.nat(9);
const pixel = fc.oneof({ weight: 9, arbitrary: fc.nat(254) }, fc.constant(trap));
const gap = fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, fc.constant('gap' as const));

function takeStep(value: number, discontinuity?: Discontinuity) {
  return (followed: Followed, { answers }: World) => {
    if (followed.closed) return;
    if (discontinuity) followed.truth.zero();
    const taken = followed.stream.step(greyFrame(followed.sequence++, value, discontinuity));
    answers.push(checkStep(followed, taken, followed.truth.next(value)));
  };
}
const step = fc
  .tuple(which, pixel, gap)
  .map(([stream, value, discontinuity]): Action => on(stream, takeStep(value, discontinuity)));
const burst = fc
  .tuple(which, fc.array(fc.tuple(pixel, gap), { minLength: 3, maxLength: 9 }))
  .map(([stream, values]): Action =>
    on(stream, (followed, world) => {
      for (const each of values) takeStep(...each)(followed, world);
    }),
  );
const steps = fc
  .array(step, { minLength: 1, maxLength: 12 })
  .map((each): Action => async (world) => {
    for (const act of each) await act(world);
  });
const reset = which.map((stream): Action =>
  on(stream, ({ stream: target, truth, closed }, { answers }) => {
    if (closed) return;
    truth.zero();
    answers.push(target.reset().catch(() => {}));
  }),
);
const snapshot = which.map((stream): Action =>
  on(stream, async ({ stream: target, truth, closed }, { snapshots }) => {
    if (closed) return;
    const memory = truth.memory();
    snapshots.push({ bytes: await target.snapshot(), memory });
  }),
);
const restore = fc.tuple(which, which).map(([stream, snap]): Action =>
  on(stream, ({ stream: target, truth, closed }, { snapshots, answers }) => {
    if (closed || snapshots.length === 0) return;
    const { bytes, memory } = snapshots[snap % snapshots.length]!;
    truth.recall(memory);
    answers.push(target.restore(bytes).catch(() => {}));
  }),
);
const close = which.map((stream): Action =>
  on(stream, (followed) => {
    followed.closed = true;
    followed.stream[Symbol.dispose]();
  }),
);
const settle: Action = async ({ answers }) => void (await Promise.all(answers));

const actions = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: steps },
    { weight: 3, arbitrary: burst },
    { weight: 1, arbitrary: fc.constant(open) },
    { weight: 1, arbitrary: reset },
    { weight: 1, arbitrary: snapshot },
    { weight: 2, arbitrary: restore },
    { weight: 1, arbitrary: close },
    { weight: 1, arbitrary: fc.constant(settle) },
  ),
  { minLength: 1, maxLength: 40 },
);

test('any interleaving of streams, failures, resets and disposals gives what each stream gives alone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 7 }), actions, async (count, list) => {
      const world: World = { streams: [], snapshots: [], answers: [] };
      for (let stream = 0; stream < count; stream += 1) await open(world);
      for (const act of list) await act(world);
      await Promise.all(world.answers);
      for (const { stream } of world.streams) stream[Symbol.dispose]();
    }),
    { numRuns: 400 },
  );
  // Else nothing of this was about sharing.
  const counts = model.load().runs.map(({ streams, steps: each, runs }) => [streams, each, runs]);
  expect(counts.map(([streams, each]) => [streams, each])).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
    [5, 1],
    [1, 2],
    [1, 3],
  ]);
  for (const [, , runs] of counts) expect(runs).toBeGreaterThan(5);
});

test('where one stream’s frame makes a shared run fail, the others get their answers', async () => {
  const streams = Array.from({ length: 4 }, () => model.stream());
  // The first keeps the worker busy, so that the next ones share a run.
  const pixels = [1, 2, trap, 4];
  const first = streams.map((stream) => stream.step(greyFrame(0, 8)));
  const second = streams.map((stream, index) => stream.step(greyFrame(1, pixels[index]!)));
  const third = streams.map((stream) => stream.step(greyFrame(2, 0)));
  await Promise.all(first);
  const outcomes = await Promise.allSettled(second);
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(outcomes[2]).toMatchObject({ reason: { code: 'step-failed', name: 'FatalError' } });
  const after = await Promise.all(third);
  // 8, then p: h = 2 + p / 2, and h.1 a quarter of 6 + p more. The one that failed began at zero.
  expect(after.map(({ outputs }) => outputs['map']!.data[0])).toEqual([4.25, 5, 0, 6.5]);
  expect(after.map(({ warmUp }) => warmUp)).toEqual([false, false, true, false]);
  for (const stream of streams) stream[Symbol.dispose]();
});

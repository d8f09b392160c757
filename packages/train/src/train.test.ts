import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { FatalError } from '@presage/core';
import type { Worker } from 'node:worker_threads';
import { filter, firstValueFrom, lastValueFrom, map, take, toArray } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { movingSquare, smallSpec } from '../test/moving-square.ts';
import { watchWorkers } from '../test/running-workers.ts';
import type { Checkpoint } from './checkpoint.ts';
import { Footage } from './footage.ts';
import { train, type TrainingEvent } from './train.ts';
import type { TrainingOptions } from './training-options.ts';

const options: TrainingOptions = {
  spec: smallSpec(),
  footage: movingSquare(40),
  totalSteps: 20,
  batchSize: 2,
  unrolledSteps: 4,
  threads: 1,
};

const eventsOf = async (changes: Partial<TrainingOptions> = {}): Promise<TrainingEvent[]> =>
  lastValueFrom(train({ ...options, ...changes }).pipe(toArray()));

const checkpointsOf = async (changes: Partial<TrainingOptions> = {}): Promise<Checkpoint[]> =>
  (await eventsOf(changes)).flatMap((event) =>
    event.kind === 'checkpoint' ? [event.checkpoint] : [],
  );

describe('learning', () => {
  test('tells every step, and the weights after each round and at the end', async () => {
    const events = await eventsOf();
    const steps = events.filter((event) => event.kind === 'step');
    expect(steps.map(({ step }) => step)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect(steps.every(({ totalSteps, loss }) => totalSteps === 20 && loss > 0)).toBe(true);
    expect(steps.map(({ progress }) => progress)).toEqual(steps.map(({ step }) => step / 20));
    const order = events.map((event) =>
      event.kind === 'step' ? event.step : `at ${event.checkpoint.step}`,
    );
    expect(order.filter((each) => typeof each === 'string')).toEqual(['at 8', 'at 16', 'at 20']);
    expect(order.slice(7, 9)).toEqual([8, 'at 8']);
  });

  test('gives the same weights for the same seed, others for another', async () => {
    const [first, again, other] = [
      await checkpointsOf(),
      await checkpointsOf(),
      await checkpointsOf({ seed: 2 }),
    ];
    expect(again).toEqual(first);
    expect(other.at(-1)!.weights).not.toEqual(first.at(-1)!.weights);
  });

  test('goes on from a checkpoint to the very weights of an uninterrupted run', async () => {
    const whole = await checkpointsOf();
    const events = await eventsOf({ checkpoint: whole[1]! });
    expect(events.filter((event) => event.kind === 'step').map(({ step }) => step)).toEqual([
      17, 18, 19, 20,
    ]);
    expect(events.at(-1)).toEqual({ kind: 'checkpoint', checkpoint: whole.at(-1) });
  });

  test('that is done already ends at once', async () => {
    const [, , done] = await checkpointsOf();
    expect(await eventsOf({ checkpoint: done! })).toEqual([]);
  });

  test('starts from given weights where there are some', async () => {
    const given = new Map([['conv1.bias', Float32Array.of(0.75)]]);
    const [checkpoint] = await checkpointsOf({
      totalSteps: 1,
      learningRate: 0,
      initialWeights: given,
    });
    const [fresh] = await checkpointsOf({ totalSteps: 1, learningRate: 0 });
    expect(checkpoint!.weights).toEqual(new Map([...fresh!.weights, ...given]));
    expect(checkpoint!.weights).not.toEqual(fresh!.weights);
  });

  test('ends when its time is over, with a checkpoint', async () => {
    const events = await eventsOf({ totalSteps: 1_000_000, maxSeconds: 1e-9 });
    expect(events).toMatchObject([
      {
        kind: 'step',
        step: 1,
        progress: expect.toSatisfy((progress: number) => progress >= 1) as number,
      },
      { kind: 'checkpoint', checkpoint: { step: 1 } },
    ]);
  });
});

/** The worker that starts next. */
async function nextWorker(): Promise<Worker> {
  const [worker] = (await once(process, 'worker')) as [Worker];
  return worker;
}

describe('its worker', () => {
  const workers = watchWorkers();

  test('does not start before the subscription', () => {
    const before = workers.started();
    train(options);
    expect(workers.started()).toBe(before);
  });

  test('ends with the learning', async () => {
    const starting = nextWorker();
    const learning = train({ ...options, totalSteps: 1 });
    const done = lastValueFrom(learning);
    const exit = once(await starting, 'exit');
    await done;
    expect(await exit).toEqual([0]);
    expect(workers.running()).toBe(0);
  });

  test('ends soon after unsubscribing, long before the last step', async () => {
    const starting = nextWorker();
    const steps = train({ ...options, totalSteps: 1_000_000 }).pipe(
      filter((event) => event.kind === 'step'),
      map(({ step }) => step),
      take(3),
      toArray(),
    );
    const seen = firstValueFrom(steps);
    const exit = once(await starting, 'exit');
    expect(await seen).toEqual([1, 2, 3]);
    expect(await exit).toEqual([0]);
    expect(workers.running()).toBe(0);
  });

  test('ends without a step where nobody waits for it any more', async () => {
    const starting = nextWorker();
    const events: TrainingEvent[] = [];
    train({ ...options, totalSteps: 1_000_000 })
      .subscribe((event) => events.push(event))
      .unsubscribe();
    expect(await once(await starting, 'exit')).toEqual([0]);
    expect(events).toEqual([]);
  });

  test('that fails makes the learning fail, and is gone', async () => {
    const starting = nextWorker();
    const checkpoint = { step: 0, weights: new Map(), means: new Map(), meanSquares: new Map() };
    const failing = lastValueFrom(train({ ...options, checkpoint }));
    const exit = starting.then(async (worker) => once(worker, 'exit'));
    const error: unknown = await failing.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FatalError);
    expect(error).toMatchObject({
      code: 'training-failed',
      message: expect.stringContaining('learning stopped: ') as string,
    });
    await exit;
    expect(workers.running()).toBe(0);
  });

  test('that ends by itself makes the learning fail', async () => {
    const starting = nextWorker();
    const failing = lastValueFrom(train({ ...options, totalSteps: 1_000_000 }));
    const worker = await starting;
    // As an error that nothing caught would.
    worker.emit('exit', 7);
    await expect(failing).rejects.toMatchObject({
      code: 'training-failed',
      message: expect.stringContaining('code 7') as string,
    });
    await once(worker, 'exit');
  });
});

test('a process may exit while it learns, with the code it wants', async () => {
  const program = fileURLToPath(new URL('../test/exit-while-learning.ts', import.meta.url));
  const run = promisify(execFile)(process.execPath, ['--conditions=@presage/source', program]);
  await expect(run).rejects.toMatchObject({ code: 3, signal: null, stderr: '' });
});

describe('refused, before any worker starts, is', () => {
  test('footage shorter than a window', async () => {
    const workers = watchWorkers();
    await expect(eventsOf({ footage: movingSquare(4) })).rejects.toThrow(
      new RangeError('no 5 frames follow one another in the footage'),
    );
    await expect(eventsOf({ spans: [{ start: 0, length: 4 }] })).rejects.toThrow(RangeError);
    expect(workers.started()).toBe(0);
  });

  test('footage of another size', async () => {
    const footage = new Footage(63);
    for (let frame = 0; frame < 10; frame += 1) footage.append({ bytes: new Uint8Array(63) });
    await expect(eventsOf({ footage })).rejects.toThrow(
      new RangeError(
        'frames of 63 bytes where the network takes 64; decode the footage as its input wants it',
      ),
    );
  });
});

import { from, map, Observable, Subject, take } from 'rxjs';
import { expect, test } from 'vitest';
import { frameData, recordedFrame } from '../test/frames.ts';
import type { Frame } from './frame.ts';
import { createMailbox } from './mailbox.ts';
import { processFrames } from './process-frames.ts';

/** Steps that end when the test says so. */
function controlledSteps() {
  const started: number[] = [];
  const steps = new Map<number, PromiseWithResolvers<string>>();
  const step = async ({ sequence }: Frame): Promise<string> => {
    started.push(sequence);
    const ending = Promise.withResolvers<string>();
    steps.set(sequence, ending);
    return ending.promise;
  };
  const at = (sequence: number) => steps.get(sequence)!;
  return {
    started,
    step,
    resolve: async (sequence: number) => {
      at(sequence).resolve(`result ${sequence}`);
      await settled();
    },
    reject: async (sequence: number, error: Error) => {
      at(sequence).reject(error);
      await settled();
    },
  };
}

/** Lets every promise that can settle do so. */
const settled = async (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** Subscribes and keeps what comes. */
function collect(results: Observable<string>) {
  const seen: unknown[] = [];
  const subscription = results.subscribe({
    next: (value) => seen.push(value),
    error: (error) => seen.push(error),
    complete: () => seen.push('complete'),
  });
  return { seen, subscription };
}

const failure = new Error('the step failed');

test('results come in the order of the frames, though steps end in another', async () => {
  const source = new Subject<Frame>();
  const { step, started, resolve } = controlledSteps();
  const { seen } = collect(source.pipe(processFrames(step)));
  const frames = [0, 1, 2].map(recordedFrame);
  for (const frame of frames) source.next(frame);
  expect(started).toEqual([0, 1, 2]);

  await resolve(2);
  await resolve(1);
  expect(seen).toEqual([]);
  await resolve(0);
  expect(seen).toEqual(['result 0', 'result 1', 'result 2']);
  expect(frames.map(({ fates }) => fates)).toEqual([['processed'], ['processed'], ['processed']]);
});

test.for(['complete', failure] as const)(
  'the end of the source (%s) comes after the last result',
  async (end) => {
    const source = new Subject<Frame>();
    const { step, resolve } = controlledSteps();
    const { seen } = collect(source.pipe(processFrames(step)));
    source.next(recordedFrame(0));
    if (end === 'complete') source.complete();
    else source.error(end);
    await settled();
    expect(seen).toEqual([]);
    await resolve(0);
    expect(seen).toEqual(['result 0', end]);
  },
);

test('a step that fails ends it, after the results before; every frame is settled once', async () => {
  const source = new Subject<Frame>();
  const { step, resolve, reject } = controlledSteps();
  const { seen } = collect(source.pipe(processFrames(step)));
  const frames = [0, 1, 2, 3].map(recordedFrame);
  for (const frame of frames) source.next(frame);
  await reject(1, failure);
  expect(seen).toEqual([]);
  await resolve(0);
  expect(seen).toEqual(['result 0', failure]);
  expect(source.observed).toBe(false);

  await resolve(2);
  await reject(3, new Error('closed'));
  expect(seen).toEqual(['result 0', failure]);
  expect(frames.map(({ fates }) => fates)).toEqual([
    ['processed'],
    ['failed'],
    ['processed'],
    ['stopped'],
  ]);
});

test('a step that throws instead of rejecting is the same', async () => {
  const frame = recordedFrame(0);
  const { seen } = collect(
    from([frame]).pipe(
      processFrames<string>(() => {
        throw failure;
      }),
    ),
  );
  await settled();
  expect(seen).toEqual([failure]);
  expect(frame.fates).toEqual(['failed']);
});

test('after unsubscribing, a step that ends settles its frame: stopped where that made it fail', async () => {
  const source = new Subject<Frame>();
  const { step, resolve, reject } = controlledSteps();
  const { seen, subscription } = collect(source.pipe(processFrames(step)));
  const frames = [0, 1].map(recordedFrame);
  for (const frame of frames) source.next(frame);
  subscription.unsubscribe();
  expect(source.observed).toBe(false);
  expect(frames.map(({ fates }) => fates)).toEqual([[], []]);

  await resolve(0);
  await reject(1, new Error('the stream is closed'));
  expect(seen).toEqual([]);
  expect(frames.map(({ fates }) => fates)).toEqual([['processed'], ['stopped']]);
});

test('a receiver that has enough gets no more, and the frame it came from is settled', async () => {
  const source = new Subject<Frame>();
  const { step, resolve } = controlledSteps();
  const { seen } = collect(source.pipe(processFrames(step), take(1)));
  const frame = recordedFrame(0);
  source.next(frame);
  await resolve(0);
  expect(seen).toEqual(['result 0', 'complete']);
  expect(frame.fates).toEqual(['processed']);
  expect(source.observed).toBe(false);
});

test('frames of a source that does not stop at once are settled and not stepped', async () => {
  const frames = [0, 1].map(recordedFrame);
  const { step, started } = controlledSteps();
  const stop = new Subject<void>();
  const source = new Observable<Frame>((subscriber) => {
    stop.next();
    for (const frame of frames) subscriber.next(frame);
  });
  const { seen, subscription } = collect(source.pipe(processFrames(step)));
  subscription.unsubscribe();
  expect(started).toEqual([0, 1]);

  const results = collect(
    new Observable<string>((subscriber) => {
      stop.subscribe(() => subscriber.unsubscribe());
      source.pipe(processFrames(step)).subscribe(subscriber);
    }),
  );
  await settled();
  expect(started).toEqual([0, 1]);
  expect(frames.map(({ fates }) => fates)).toEqual([['stopped'], ['stopped']]);
  expect([...seen, ...results.seen]).toEqual([]);
});

test('each subscription steps anew', async () => {
  const operator = processFrames(async ({ sequence }: Frame) => `result ${sequence}`);
  const frames = from([0, 1].map(recordedFrame)).pipe(operator);
  const first = collect(frames);
  await settled();
  const second = collect(frames);
  await settled();
  expect(first.seen).toEqual(['result 0', 'result 1', 'complete']);
  expect(second.seen).toEqual(first.seen);
});

test('over a mailbox nothing stays in flight after an error', async () => {
  const mailbox = createMailbox({ delivery: 'every', capacity: 4, window: 2 });
  const steps: number[] = [];
  const step = async ({ sequence }: Frame): Promise<string> => {
    steps.push(sequence);
    if (sequence === 1) throw failure;
    return `result ${sequence}`;
  };
  for (let sequence = 0; sequence < 4; sequence += 1) mailbox.put(frameData(sequence));
  const { seen } = collect(
    mailbox.frames.pipe(
      processFrames(step),
      map((result) => result),
    ),
  );
  await settled();
  expect(seen).toEqual(['result 0', failure]);
  mailbox.put(frameData(4));
  const { captured, processed, dropped, inFlight } = mailbox.ledger.snapshot();
  expect({ captured, inFlight, failed: dropped.failed }).toEqual({
    captured: 5,
    inFlight: 0,
    failed: 1,
  });
  expect(processed + dropped.stopped).toBe(4);
  expect(steps).not.toContain(3);
});

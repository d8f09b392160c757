import { afterAll, beforeAll, expect, test } from 'vitest';
import { greyFrame } from '../../test/frames.ts';
import { leakySumsFile, slowLeakySumsFile } from '../../test/leaky-sums.ts';
import { namedSumsFile } from '../../test/named-sums.ts';
import type { Model } from './model.ts';
import { openModel } from './open-model.ts';

let model: Model;
beforeAll(async () => {
  model = await openModel(leakySumsFile(), { threads: 1, batching: 'off', waitingSteps: 3 });
});
afterAll(() => model[Symbol.asyncDispose]());

test('a model says what waits for each stream, for how long, and what was done', async () => {
  const busy = model.stream();
  using idle = model.stream();
  const before = model.load();
  expect(before.streams).toEqual([
    { waiting: 0, oldestMs: 0, steps: 0 },
    { waiting: 0, oldestMs: 0, steps: 0 },
  ]);
  const steps = [0, 1, 2].map((sequence) => busy.step(greyFrame(sequence, 1)));
  const during = model.load();
  expect(during.streams.map(({ waiting }) => waiting)).toEqual([3, 0]);
  expect(during.waiting).toBe(3);
  expect(during.oldestMs).toBeGreaterThan(0);
  expect(during.oldestMs).toBe(Math.max(...during.streams.map(({ oldestMs }) => oldestMs)));
  await Promise.all([...steps, idle.step(greyFrame(0, 1))]);
  expect(model.load().streams).toEqual([
    { waiting: 0, oldestMs: 0, steps: 3 },
    { waiting: 0, oldestMs: 0, steps: 1 },
  ]);
  busy[Symbol.dispose]();
  expect(model.load()).toMatchObject({
    streams: [{ steps: 1 }],
    waiting: 0,
    oldestMs: 0,
    steps: before.steps + 4,
    runs: [{ streams: 1, steps: 1, runs: before.runs[0]!.runs + 4 }],
    sharing: 'batching is off',
    limits: { waitingSteps: 3 },
  });
});

test('a step beyond those that may wait is refused, changes nothing, and another stream goes on', async () => {
  using stream = model.stream();
  using other = model.stream();
  const waiting = [8, 0, 0].map((value, sequence) => stream.step(greyFrame(sequence, value)));
  const refused = greyFrame(3, 100);
  await expect(stream.step(refused)).rejects.toMatchObject({
    code: 'stream-busy',
    name: 'TransientError',
    fields: { waitingSteps: 3 },
  });
  expect((await other.step(greyFrame(0, 4))).outputs['map']!.data[0]).toBe(4);
  const [, , third] = await Promise.all(waiting);
  expect(third!.outputs['map']!.data[0]).toBe(3.5);
  // h = 2 and h.1 = 3.5 before; the refused frame is in neither.
  const next = await stream.step(greyFrame(3, 0));
  expect(next.outputs['map']!.data[0]).toBe(1 + 3.5 / 4);
});

test('a step that fails makes room for the next', async () => {
  using stream = model.stream();
  const wrong = [0, 1, 2, 3, 4].map((sequence) => stream.step(greyFrame(sequence, [1])));
  for (const { status } of await Promise.allSettled(wrong)) expect(status).toBe('rejected');
  expect((await stream.step(greyFrame(5, 6))).outputs['map']!.data[0]).toBe(6);
});

test('a stream with much to do holds no other one up: the oldest step comes first', async () => {
  await using slow = await openModel(slowLeakySumsFile(), { threads: 1, batching: 'off' });
  const { width, height } = slow.description.needs!;
  const frame = (sequence: number) => ({
    ...greyFrame(sequence, 0),
    width,
    height,
    bytes: new Uint8Array(width * height),
  });
  using greedy = slow.stream();
  using other = slow.stream();
  const order: string[] = [];
  const note = (name: string) => () => void order.push(name);
  const asked = [
    ...[0, 1].map((sequence) => greedy.step(frame(sequence)).then(note('greedy'))),
    other.step(frame(0)).then(note('other')),
    ...[2, 3].map((sequence) => greedy.step(frame(sequence)).then(note('greedy'))),
    other.step(frame(1)).then(note('other')),
  ];
  await Promise.all(asked);
  expect(order).toEqual(['greedy', 'greedy', 'other', 'greedy', 'greedy', 'other']);
});

test('what waits for a stream that is closed is not served: nobody else waits for it', async () => {
  await using slow = await openModel(slowLeakySumsFile(), { threads: 1, batching: 'off' });
  const length = slow.description.input.shape.reduce((product, size) => product * size, 1);
  const closing = slow.stream();
  using other = slow.stream();
  const asked = Array.from({ length: 50 }, () => closing.stepArray(new Uint8Array(length)));
  const outcomes = Promise.allSettled(asked);
  const going = other.stepArray(new Uint8Array(length));
  await asked[0];
  closing[Symbol.dispose]();
  await going;
  // The first of the one, what was under way when it was closed, and the other's.
  expect(slow.load().runs[0]!.runs).toBeLessThan(10);
  const statuses = (await outcomes).map(({ status }) => status);
  expect(statuses.slice(10)).toEqual(Array(40).fill('rejected'));
  expect((await other.snapshot()).length).toBeGreaterThan(length);
});

test('where no runs are shared, a run takes what a step took', () => {
  const [alone] = model.load().runs;
  expect(alone!.runMs).toBe(model.device.stepMs);
  expect(alone!.runMs).toBeGreaterThan(0);
});

test('what was measured of shared runs is told', async () => {
  await using shared = await openModel(leakySumsFile(), {
    threads: 1,
    batching: { sizes: [4, 2] },
  });
  const { runs } = shared.load();
  expect(runs.map(({ streams, steps }) => [streams, steps])).toEqual([
    [1, 1],
    [2, 1],
    [4, 1],
  ]);
  for (const { runMs } of runs) expect(runMs).toBeGreaterThan(0);
});

test.for([
  [{ waitingSteps: 0 }, 'waiting-steps-invalid'],
  [{ batching: { sizes: [1] } }, 'batching-invalid'],
  [{ batching: { chains: [2.5] } }, 'batching-invalid'],
] as const)('%o is refused as %s', async ([options, code]) => {
  await expect(openModel(leakySumsFile(), options)).rejects.toMatchObject({
    code,
    name: 'InputError',
  });
});

test('an array goes in as the model’s input is laid out, and stays the caller’s', async () => {
  const file = namedSumsFile([{ input: 'h', output: 'h.n', decay: 0.5 }]);
  await using arrays = await openModel(file, { threads: 1 });
  using stream = arrays.stream();
  const values = Float32Array.of(4, 8);
  const first = await stream.stepArray(values);
  expect(values).toEqual(Float32Array.of(4, 8));
  expect(Object.keys(first).toSorted()).toEqual(['outputs', 'stepMs', 'warmUp']);
  await stream.stepArray(values);
  const anew = await stream.stepArray(values, { startsAnew: true });
  const again = await stream.stepArray(values);
  expect([first, anew, again].map(({ outputs }) => [...outputs['h.n']!.data])).toEqual([
    [4, 8],
    [4, 8],
    [6, 12],
  ]);
  for (const wrong of [new Float32Array(3), new Uint8Array(2)]) {
    await expect(stream.stepArray(wrong)).rejects.toMatchObject({
      code: 'array-mismatch',
      message: expect.stringContaining('Float32Array of 2 elements') as string,
    });
  }
  await expect(stream.step(greyFrame(0, 1))).rejects.toMatchObject({ code: 'model-takes-arrays' });
});

test('a model of frames takes their pixels as an array too', async () => {
  using stream = model.stream();
  const { outputs } = await stream.stepArray(Uint8Array.of(1, 2, 3, 4, 5, 6));
  expect([...outputs['map']!.data]).toEqual([1, 2, 3, 4, 5, 6]);
});

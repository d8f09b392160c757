import { afterAll, beforeAll, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { encodedGraph, leakySumsFile, leakySumsGraph } from '../../test/leaky-sums.ts';
import { greyFrame } from '../../test/frames.ts';
import { encodeModelFile } from '../file/encode-model-file.ts';
import type { Model } from './model.ts';
import { openModel } from './open-model.ts';

let model: Model;
beforeAll(async () => {
  model = await openModel(leakySumsFile(), { threads: 1 });
});
afterAll(() => model[Symbol.asyncDispose]());

/** The fixture's two leaky sums, in JavaScript. Every number here is exact in float32. */
function leakySums() {
  let [h, h1] = [0, 0];
  return {
    next: (pixel: number) => (h1 = Math.fround(0.25 * h1 + (h = Math.fround(0.5 * h + pixel)))),
    zero: () => void ([h, h1] = [0, 0]),
  };
}

test('state is carried from step to step, each state to its own input', async () => {
  using stream = model.stream();
  const truth = [1, 2, 3, 4, 5, 6].map(leakySums);
  for (let sequence = 0; sequence < 20; sequence += 1) {
    const pixels = truth.map((_, pixel) => (sequence * 37 + pixel * 11) % 256);
    const { outputs, ...rest } = await stream.step(greyFrame(sequence, pixels));
    const expected = pixels.map((pixel, index) => truth[index]!.next(pixel));
    expect([...outputs['map']!.data]).toEqual(expected);
    expect(outputs['map']!.shape).toEqual([2, 3, 1]);
    const mean = expected.reduce((sum, value) => sum + value) / 6;
    expect(outputs['score']!.data[0]).toBeCloseTo(mean, 3);
    expect(rest).toMatchObject({ sequence, timestampUs: sequence * 200_000, warmUp: sequence < 2 });
    expect(rest.stepMs).toBeGreaterThan(0);
  }
});

test('steps need not be awaited, run in order, and streams do not mix', async () => {
  using one = model.stream();
  using other = model.stream();
  const [a, b] = [leakySums(), leakySums()];
  const frames = Array.from({ length: 30 }, (_, sequence) => sequence);
  const answers = await Promise.all(
    frames.flatMap((n) => [one.step(greyFrame(n, n)), other.step(greyFrame(n, 255 - n))]),
  );
  const expected = frames.flatMap((n) => [a.next(n), b.next(255 - n)]);
  expect(answers.map(({ outputs }) => outputs['map']!.data[0])).toEqual(expected);
});

test('a discontinuity and reset() start from zero and warm up again', async () => {
  using stream = model.stream();
  const first = await Promise.all([5, 6, 7].map((value, n) => stream.step(greyFrame(n, value))));
  expect(first.map(({ warmUp }) => warmUp)).toEqual([true, true, false]);
  const cut = await Promise.all([
    stream.step(greyFrame(3, 9, 'gap')),
    stream.step(greyFrame(4, 0)),
    stream.step(greyFrame(5, 0)),
  ]);
  expect(cut.map(({ warmUp }) => warmUp)).toEqual([true, true, false]);
  expect(cut[0].outputs['map']!.data[0]).toBe(9);
  await stream.reset();
  const again = await stream.step(greyFrame(6, 3));
  expect([again.warmUp, again.outputs['map']!.data[0]]).toEqual([true, 3]);
});

test('from a snapshot a stream goes on bit-equal, in the same model or another copy of it', async () => {
  await using copy = await openModel({ ...leakySumsFile() }, { threads: 1 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(255), { maxLength: 5 }),
      fc.array(fc.nat(255), { minLength: 1, maxLength: 5 }),
      async (before, after) => {
        using stream = model.stream();
        using restored = copy.stream();
        await Promise.all(before.map((value, n) => stream.step(greyFrame(n, value))));
        await restored.step(greyFrame(0, 99));
        // A Buffer, as it comes from a file.
        await restored.restore(Buffer.from(await stream.snapshot()));
        for (const [n, value] of after.entries()) {
          const [one, other] = await Promise.all(
            [stream, restored].map((each) => each.step(greyFrame(n, value))),
          );
          expect(other).toEqual({ ...one, stepMs: other!.stepMs });
        }
      },
    ),
    { numRuns: 20 },
  );
});

test('a snapshot of another graph, of a newer version or cut short is refused and changes nothing', async () => {
  const { description } = leakySumsFile();
  const graph = leakySumsGraph();
  graph.graph!.initializer![0]!.floatData = [0.75];
  const bytes = encodeModelFile(encodedGraph(graph), { description });
  await using stranger = await openModel({ bytes, description }, { threads: 1 });
  using theirs = stranger.stream();
  using stream = model.stream();
  await stream.step(greyFrame(0, 8));
  const own = await stream.snapshot();

  const newer = own.slice();
  newer[8] = 9;
  for (const [snapshot, code] of [
    [await theirs.snapshot(), 'snapshot-of-other-model'],
    [newer, 'snapshot-newer'],
    [own.subarray(0, -4), 'snapshot-damaged'],
    [own.subarray(0, 20), 'snapshot-damaged'],
    [new Uint8Array(own.length), 'snapshot-damaged'],
  ] as const) {
    await expect(stream.restore(snapshot)).rejects.toMatchObject({ code, name: 'InputError' });
  }
  expect((await stream.step(greyFrame(1, 0))).outputs['map']!.data[0]).toBe(8 * 0.5 + 8 * 0.25);
});

test('a step takes the frame’s buffer over, but copies bytes that are part of a larger one', async () => {
  using stream = model.stream();
  const whole = greyFrame(0, 1);
  await stream.step(whole);
  expect(whole.bytes.byteLength).toBe(0);
  const pool = new Uint8Array(100).fill(7);
  await stream.step({ ...greyFrame(1, 1), bytes: pool.subarray(10, 16) });
  expect(pool.byteLength).toBe(100);
});

test.for([
  ['a part of one', () => Buffer.from(new ArrayBuffer(100), 10, 6)],
  ['one of the shared pool', () => Buffer.from([0, 0, 0, 0, 0, 0])],
] as const)('a Buffer is copied where it is %s', async ([, bufferOf]) => {
  using stream = model.stream();
  const bytes = bufferOf().fill(4);
  const around = bytes.buffer.byteLength;
  expect(around).toBeGreaterThan(6);
  const { outputs } = await stream.step({ ...greyFrame(0, 1), bytes });
  expect(outputs['map']!.data[0]).toBe(4);
  expect(bytes.buffer.byteLength).toBe(around);
  expect([...bytes]).toEqual([4, 4, 4, 4, 4, 4]);
});

test('a frame that is not what the model needs is refused and leaves the state alone', async () => {
  using stream = model.stream();
  await stream.step(greyFrame(0, 8));
  const wrong = [
    { ...greyFrame(1, 1), width: 2, height: 3 },
    { ...greyFrame(1, 1), format: 'rgb24' as const },
    greyFrame(1, [1, 2, 3]),
  ];
  for (const frame of wrong) {
    await expect(stream.step(frame)).rejects.toMatchObject({
      code: 'frame-mismatch',
      name: 'InputError',
    });
  }
  expect((await stream.step(greyFrame(1, 0))).outputs['map']!.data[0]).toBe(8 * 0.5 + 8 * 0.25);
});

test('a disposed stream rejects what waits and what comes later; others go on', async () => {
  const stream = model.stream();
  using other = model.stream();
  const waiting = Promise.allSettled([stream.step(greyFrame(0, 1)), stream.snapshot()]);
  const going = other.step(greyFrame(0, 4));
  stream[Symbol.dispose]();
  stream[Symbol.dispose]();
  const closed = { code: 'stream-closed', name: 'FatalError' };
  expect(await waiting).toMatchObject([{ reason: closed }, { reason: closed }]);
  await expect(stream.step(greyFrame(1, 1))).rejects.toMatchObject(closed);
  expect((await going).outputs['map']!.data[0]).toBe(4);
});

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Discontinuity } from '@presage/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { largestDifference } from '../../test/largest-difference.ts';
import { noiseFrame, smallNetworkFile } from '../../test/small-network.ts';
import type { Model, ModelStream, StepResult } from './model.ts';
import { openModel } from './open-model.ts';

let model: Model;
beforeAll(async () => {
  model = await openModel(smallNetworkFile(1), { threads: 1, batching: { sizes: [2, 3] } });
});
afterAll(() => model[Symbol.asyncDispose]());

/** What steps say, but for the time they took. */
function said(results: readonly StepResult[]) {
  return results.map((result) => ({ ...result, stepMs: 0 }));
}

/** Takes frames one after the other, so that no run is shared. */
async function stepped(stream: ModelStream, begin: number, end: number): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (let sequence = begin; sequence < end; sequence += 1) {
    results.push(await stream.step(noiseFrame(0, sequence)));
  }
  return results;
}

test.for<Discontinuity>(['start', 'gap', 'reconnect', 'seek', 'resolution'])(
  'after the discontinuity “%s” a stream is what a new one is, and warms up again',
  async (discontinuity) => {
    using used = model.stream();
    await stepped(used, 0, 4);
    using fresh = model.stream();
    const first = await used.step(noiseFrame(0, 4, discontinuity));
    expect(said([first, ...(await stepped(used, 5, 8))])).toEqual(said(await stepped(fresh, 4, 8)));
    expect(first.warmUp).toBe(true);
  },
);

test('without a discontinuity the state goes on', async () => {
  using used = model.stream();
  using fresh = model.stream();
  await stepped(used, 0, 4);
  const [one, other] = [await stepped(used, 4, 6), await stepped(fresh, 4, 6)];
  expect(one.map(({ warmUp }) => warmUp)).toEqual([false, false]);
  expect(one[1]!.outputs).not.toEqual(other[1]!.outputs);
});

test('reset() makes a stream what a new one is', async () => {
  using used = model.stream();
  using fresh = model.stream();
  await stepped(used, 0, 3);
  await used.reset();
  expect(said(await stepped(used, 3, 7))).toEqual(said(await stepped(fresh, 3, 7)));
});

test('a snapshot during warm-up is restored into warm-up, one after it is not', async () => {
  using stream = model.stream();
  await stepped(stream, 0, 1);
  const early = await stream.snapshot();
  await stepped(stream, 1, 4);
  const late = await stream.snapshot();
  using other = model.stream();
  await other.restore(early);
  expect((await stepped(other, 1, 4)).map(({ warmUp }) => warmUp)).toEqual([true, false, false]);
  await other.restore(late);
  expect((await stepped(other, 4, 5)).map(({ warmUp }) => warmUp)).toEqual([false]);
});

test('a snapshot of steps that are not answered yet holds them all', async () => {
  using stream = model.stream();
  using other = model.stream();
  const frames = [0, 1, 2, 3].map((sequence) => stream.step(noiseFrame(0, sequence)));
  await other.restore(await stream.snapshot());
  await Promise.all(frames);
  expect(said(await stepped(other, 4, 6))).toEqual(said(await stepped(stream, 4, 6)));
});

test('a restored stream goes on as it would have alone while it shares its runs', async () => {
  using stream = model.stream();
  using before = model.stream();
  await stepped(before, 0, 5);
  await stream.restore(await before.snapshot());
  const expected = await stepped(before, 5, 9);

  using other = model.stream();
  const shared = () => model.load().runs.reduce((sum, { runs }, index) => sum + index * runs, 0);
  const sharedBefore = shared();
  const sequences = [5, 6, 7, 8];
  const results = await Promise.all(
    sequences.flatMap((sequence) => [
      stream.step(noiseFrame(0, sequence)),
      other.step(noiseFrame(1, sequence)),
    ]),
  );
  // Not bit-equal: some CPUs sum up a batch in another order than one frame.
  for (const [index, { outputs }] of expected.entries()) {
    const error = results[2 * index]!.outputs['error']!.data;
    expect(largestDifference(error, outputs['error']!.data)).toBeLessThan(1e-5);
  }
  expect(shared()).toBeGreaterThan(sharedBefore);
});

test('a stream goes on bit-equal when its worker is replaced by one of the same model', async () => {
  await using swapped = await openModel(smallNetworkFile(1), { threads: 1, batching: 'off' });
  using stream = swapped.stream();
  using truth = model.stream();
  const begun = await stepped(stream, 0, 5);
  await swapped.swap(smallNetworkFile(1));
  expect(said([...begun, ...(await stepped(stream, 5, 9))])).toEqual(
    said(await stepped(truth, 0, 9)),
  );
});

const program = (folder: string) => `
  import { readFile, writeFile } from 'node:fs/promises';
  import { openModel } from '${new URL('open-model.ts', import.meta.url).href}';
  import { noiseFrame, smallNetworkFile } from '${new URL('../../test/small-network.ts', import.meta.url).href}';
  await using model = await openModel(smallNetworkFile(1), { threads: 1 });
  using stream = model.stream();
  await stream.restore(await readFile('${folder}/snapshot'));
  const { outputs, warmUp } = await stream.step(noiseFrame(0, 5));
  const errors = Buffer.from(outputs.error.data.buffer, outputs.error.data.byteOffset, outputs.error.data.byteLength);
  await writeFile('${folder}/error', errors);
  process.stdout.write(String(warmUp));
`;

test('a snapshot in a file is restored by another process, and goes on bit-equal', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'presage-snapshot-'));
  try {
    using stream = model.stream();
    await stepped(stream, 0, 5);
    await writeFile(join(folder, 'snapshot'), await stream.snapshot());
    const node = ['--conditions=@presage/source', '--input-type=module', '--eval', program(folder)];
    const { stdout } = await promisify(execFile)(process.execPath, node);
    const [next] = await stepped(stream, 5, 6);
    const { data } = next!.outputs['error']!;
    const there = await readFile(join(folder, 'error'));
    expect(there.equals(Buffer.from(data.buffer, data.byteOffset, data.byteLength))).toBe(true);
    expect(there.length).toBe(3 * 4 * 4);
    expect(stdout).toBe('false');
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** Each stream's at another frame. */
function cut(stream: number, sequence: number): Discontinuity | undefined {
  return (stream * 5 + sequence) % 9 === 8 ? 'gap' : undefined;
}

test('many streams of a real network are each what they are alone, whoever shares their runs', async () => {
  const numbers = [0, 1, 2, 3, 4, 5, 6];
  const sequences = Array.from({ length: 12 }, (_, sequence) => sequence);
  await using alone = await openModel(smallNetworkFile(1), { threads: 1, batching: 'off' });
  const streams = numbers.map(() => model.stream());
  const results = await Promise.all(
    sequences.flatMap((sequence) =>
      streams.map((stream, number) =>
        stream.step(noiseFrame(number, sequence, cut(number, sequence))),
      ),
    ),
  );
  for (const number of numbers) {
    using stream = alone.stream();
    for (const sequence of sequences) {
      const expected = await stream.step(noiseFrame(number, sequence, cut(number, sequence)));
      const { outputs, warmUp } = results[sequence * numbers.length + number]!;
      const error = outputs['error']!.data;
      for (const [place, value] of expected.outputs['error']!.data.entries()) {
        expect(Math.abs(error[place]! - value)).toBeLessThan(1e-4);
      }
      expect(warmUp).toBe(expected.warmUp);
    }
  }
  for (const stream of streams) stream[Symbol.dispose]();
  expect(model.load().runs.map(({ streams: each }) => each)).toEqual([1, 2, 3]);
  expect(model.load().runs.at(-1)!.runs).toBeGreaterThan(10);
});

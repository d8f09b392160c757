import type { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { encodedGraph, leakySumsGraph } from '../../test/leaky-sums.ts';
import { countRunningWorkers } from '../../test/running-workers.ts';
import { noiseFrame, smallNetworkFile } from '../../test/small-network.ts';
import { encodeModelFile } from '../file/encode-model-file.ts';
import type { ModelFile } from '../file/model-file.ts';
import type { ModelStream, StepResult } from './model.ts';
import { openModel } from './open-model.ts';

const runningWorkers = countRunningWorkers();
const threads = 1;

function errorOf({ outputs }: StepResult): Float32Array {
  return outputs['error']!.data;
}

/** What a model alone says to a stream's frames from `begin` on, started from zero there. */
async function alone(
  file: ModelFile,
  stream: number,
  { begin, end }: { readonly begin: number; readonly end: number },
): Promise<StepResult[]> {
  await using model = await openModel(file, { threads, batching: 'off' });
  using own = model.stream();
  const results: StepResult[] = [];
  for (let sequence = begin; sequence < end; sequence += 1) {
    results.push(await own.step(noiseFrame(stream, sequence)));
  }
  return results;
}

test('streams move between two steps: no answer is lost, none out of order, and the new version warms up', async () => {
  const [old, next] = [smallNetworkFile(1), smallNetworkFile(2)];
  await using model = await openModel(old, { threads, batching: { sizes: [2] } });
  const streams = [0, 1, 2, 3].map(() => model.stream());
  const answers = streams.map((): Promise<StepResult>[] => []);
  const order: string[] = [];
  const feedNext = (stream: number) => {
    const sequence = answers[stream]!.length;
    const answer = streams[stream]!.step(noiseFrame(stream, sequence));
    answers[stream]!.push(answer);
    void answer.then(() => order.push(`${stream}/${sequence}`));
  };
  for (let round = 0; round < 10; round += 1) for (const number of [0, 1, 2, 3]) feedNext(number);
  const swap = model.swap({ ...next, calibration: { tail: 2 } });
  // Asked for while the new version opens and the streams move.
  let swapped = false;
  void swap.then(() => (swapped = true));
  for (let round = 0; !swapped; round += 1) {
    feedNext(round % 4);
    await answers[round % 4]!.at(-1);
  }
  for (let round = 0; round < 3; round += 1) for (const number of [0, 1, 2, 3]) feedNext(number);

  for (const [number, asked] of answers.entries()) {
    const results = await Promise.all(asked);
    expect(order.filter((each) => each.startsWith(`${number}/`))).toEqual(
      results.map((_, sequence) => `${number}/${sequence}`),
    );
    expect(results.map(({ sequence }) => sequence)).toEqual(results.map((_, index) => index));
    // Two frames of warm-up at the start, two where it moved.
    const warming = results.flatMap(({ warmUp }, index) => (warmUp ? [index] : []));
    const moved = warming[2]!;
    expect(warming).toEqual([0, 1, moved, moved + 1]);
    expect(moved).toBeGreaterThanOrEqual(10);
    const expected = [
      ...(await alone(old, number, { begin: 0, end: moved })),
      ...(await alone(next, number, { begin: moved, end: results.length })),
    ];
    for (const [index, result] of results.entries()) {
      for (const [place, value] of errorOf(expected[index]!).entries()) {
        expect(Math.abs(errorOf(result)[place]! - value)).toBeLessThan(1e-4);
      }
    }
  }
  expect(model.calibration).toEqual({ tail: 2 });
  expect(model.load().steps).toBe(answers.flat().length);
  expect(runningWorkers()).toBe(1);
});

test('what does not fit, does not run or is not there is refused, and the old version goes on', async () => {
  const file = smallNetworkFile(1);
  await using model = await openModel(file, { threads });
  using stream = model.stream();
  const first = await stream.step(noiseFrame(0, 0));
  const graph = leakySumsGraph();
  const { description } = file;
  const other = {
    ...description,
    needs: { ...description.needs!, frameRate: 10 },
    outputs: [{ name: 'error', shape: [3, 5] }],
  };
  await expect(model.swap({ ...file, description: other })).rejects.toMatchObject({
    code: 'model-does-not-fit',
    message: expect.stringMatching(/10\/s.*not.*5\/s.*\[3, 5\], not error \[3, 4\]/u) as string,
  });
  const bytes = encodeModelFile(encodedGraph(graph), { description });
  await expect(model.swap({ bytes, description })).rejects.toMatchObject({
    code: 'model-does-not-run',
  });
  await expect(model.swap('no such model.onnx')).rejects.toMatchObject({ code: 'model-missing' });
  const second = await stream.step(noiseFrame(0, 1));
  const expected = await alone(file, 0, { begin: 0, end: 2 });
  expect([first, second].map(errorOf)).toEqual(expected.map(errorOf));
  expect(runningWorkers()).toBe(1);
});

test('swaps wait for each other, and the last one counts', async () => {
  const versions = [1, 2, 3].map((seed) => ({ ...smallNetworkFile(seed), calibration: { seed } }));
  await using model = await openModel(versions[0]!, { threads });
  using stream = model.stream();
  await stream.step(noiseFrame(0, 0));
  const swaps = Promise.all([model.swap(versions[1]!), model.swap(versions[2]!)]);
  await swaps;
  expect(model.calibration).toEqual({ seed: 3 });
  const result = await stream.step(noiseFrame(0, 1));
  const [expected] = await alone(versions[2]!, 0, { begin: 1, end: 2 });
  expect(errorOf(result)).toEqual(errorOf(expected!));
  expect(runningWorkers()).toBe(1);
});

/** Asks for four steps. */
function feed(stream: ModelStream): Promise<StepResult>[] {
  return [0, 1, 2, 3].map((sequence) => stream.step(noiseFrame(0, sequence)));
}

test('a stream that is closed while it moves rejects what waits; the others move on', async () => {
  await using model = await openModel(smallNetworkFile(1), { threads });
  const closing = model.stream();
  using other = model.stream();
  const swap = model.swap(smallNetworkFile(2));
  const [waiting, going] = [Promise.allSettled(feed(closing)), Promise.all(feed(other))];
  closing[Symbol.dispose]();
  await swap;
  for (const outcome of await waiting) {
    expect(outcome).toMatchObject({ reason: { code: 'stream-closed' } });
  }
  expect(await going).toHaveLength(4);
  expect(model.load().streams).toHaveLength(1);
});

test('closing a model in the middle of a swap ends both workers and rejects the swap', async () => {
  const model = await openModel(smallNetworkFile(1), { threads });
  using stream = model.stream();
  const steps = [0, 1, 2].map((sequence) => stream.step(noiseFrame(0, sequence)));
  const waiting = Promise.allSettled([...steps, model.swap(smallNetworkFile(2))]);
  await model[Symbol.asyncDispose]();
  expect(runningWorkers()).toBe(0);
  for (const outcome of await waiting) {
    expect(outcome).toMatchObject({ reason: { code: 'model-closed' } });
  }
  await expect(model.swap(smallNetworkFile(3))).rejects.toMatchObject({ code: 'model-closed' });
});

test('a model whose worker died is replaced, and its streams start from zero', async () => {
  const started: Worker[] = [];
  const note = (worker: Worker) => void started.push(worker);
  process.on('worker', note);
  await using model = await openModel(smallNetworkFile(1), { threads, device: 'cpu' });
  process.off('worker', note);
  using stream = model.stream();
  await stream.step(noiseFrame(0, 0));
  await stream.snapshot();
  // Between two runs, as within one that would end this process.
  await started.at(-1)!.terminate();
  await expect(stream.step(noiseFrame(0, 1))).rejects.toMatchObject({ code: 'model-worker-lost' });
  await model.swap(smallNetworkFile(1));
  const result = await stream.step(noiseFrame(0, 2));
  const [expected] = await alone(smallNetworkFile(1), 0, { begin: 2, end: 3 });
  expect(errorOf(result)).toEqual(errorOf(expected!));
  expect(result.warmUp).toBe(true);
});

test('streams may be closed at any moment of a swap', async () => {
  await using model = await openModel(smallNetworkFile(1), { threads, device: 'cpu' });
  using stays = model.stream();
  for (let round = 0; round < 6; round += 1) {
    const leaving = Array.from({ length: 6 }, () => model.stream());
    const waiting = Promise.allSettled(leaving.flatMap((stream) => feed(stream)));
    let over = false;
    const swap = model.swap(smallNetworkFile(round)).then(() => (over = true));
    // One after each step of the stream that stays, the rest when the swap is over.
    for (let step = 0; !over; step += 1) {
      leaving[step % 6]![Symbol.dispose]();
      await stays.step(noiseFrame(0, step));
    }
    await swap;
    for (const stream of leaving) stream[Symbol.dispose]();
    const rejected = (await waiting).filter((outcome) => outcome.status === 'rejected');
    const codes = rejected.map(({ reason }) => (reason as { code: string }).code);
    expect(codes).toEqual(codes.map(() => 'stream-closed'));
    expect(model.load().streams).toHaveLength(1);
  }
  expect((await stays.step(noiseFrame(0, 0, 'gap'))).warmUp).toBe(true);
  expect(runningWorkers()).toBe(1);
});

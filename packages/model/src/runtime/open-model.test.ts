import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodedGraph, leakySumsFile, leakySumsGraph } from '../../test/leaky-sums.ts';
import { greyFrame } from '../../test/frames.ts';
import { countRunningWorkers } from '../../test/running-workers.ts';
import { encodeModelFile } from '../file/encode-model-file.ts';
import { writeModelFile } from '../file/write-model-file.ts';
import { openModel } from './open-model.ts';

const runningWorkers = countRunningWorkers();

test('a model opens from a path, says what it is and where it runs, and ends its worker', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'presage-model-'));
  try {
    const path = join(folder, 'leaky.onnx');
    await writeModelFile(path, {
      ...leakySumsFile(),
      calibration: { tail: 1 },
      provenance: { learnedFrom: ['lobby.mp4'] },
    });
    const model = await openModel(path, { threads: 1 });
    expect(runningWorkers()).toBe(1);
    expect(model.description).toEqual(leakySumsFile().description);
    expect(model.calibration).toEqual({ tail: 1 });
    expect(model.provenance).toEqual({ learnedFrom: ['lobby.mp4'] });
    expect(model.device).toMatchObject({ device: 'cpu', threads: 1 });
    expect(model.device.tried.map(({ device, runs }) => [device, runs])).toEqual([
      ['cuda', false],
      ['webgpu', false],
      ['directml', false],
      ['coreml', false],
      ['cpu', true],
    ]);
    await model[Symbol.asyncDispose]();
    await model[Symbol.asyncDispose]();
    expect(runningWorkers()).toBe(0);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the file given stays the caller’s: it opens twice', async () => {
  const file = leakySumsFile();
  await using first = await openModel(file);
  await using second = await openModel(file);
  expect(first.description).toEqual(second.description);
});

test('a device that cannot run models is refused, never replaced', async () => {
  await expect(openModel(leakySumsFile(), { device: 'cuda' })).rejects.toMatchObject({
    code: 'device-unavailable',
    name: 'InputError',
  });
  await expect(openModel(leakySumsFile(), { threads: 0 })).rejects.toMatchObject({
    code: 'threads-invalid',
  });
});

test('a device that there is not is refused with the names of those that there are', async () => {
  await expect(openModel(leakySumsFile(), { device: 'gpu' as 'cuda' })).rejects.toMatchObject({
    code: 'device-unknown',
    name: 'InputError',
    message: expect.stringContaining(
      'auto, cuda, webgpu, directml, coreml, cpu, not "gpu"',
    ) as string,
  });
});

test('a graph that ONNX Runtime refuses is the file’s fault, and leaves no worker', async () => {
  const graph = leakySumsGraph();
  graph.graph!.node![0]!.opType = 'NoSuchOperator';
  const { description } = leakySumsFile();
  const bytes = encodeModelFile(encodedGraph(graph), { description });
  await expect(openModel({ bytes, description })).rejects.toMatchObject({
    code: 'model-does-not-run',
    message: expect.stringContaining('NoSuchOperator') as string,
  });
  expect(runningWorkers()).toBe(0);
});

test('closing rejects steps that wait and steps asked for later', async () => {
  const model = await openModel(leakySumsFile());
  using stream = model.stream();
  const waiting = [greyFrame(0, 1), greyFrame(1, 1)].map((frame) => stream.step(frame));
  const outcomes = Promise.allSettled(waiting);
  await model[Symbol.asyncDispose]();
  const closed = { status: 'rejected', reason: { code: 'model-closed', name: 'FatalError' } };
  expect(await outcomes).toMatchObject([closed, closed]);
  await expect(stream.step(greyFrame(2, 1))).rejects.toMatchObject(closed.reason);
  await expect(model.stream().reset()).rejects.toMatchObject(closed.reason);
});

test('aborting before opening, while opening and after it rejects with the signal’s reason', async () => {
  const reason = new Error('enough');
  await expect(openModel(leakySumsFile(), { signal: AbortSignal.abort(reason) })).rejects.toBe(
    reason,
  );

  const opening = new AbortController();
  const half = openModel(leakySumsFile(), { signal: opening.signal });
  opening.abort(reason);
  await expect(half).rejects.toBe(reason);

  const running = new AbortController();
  await using model = await openModel(leakySumsFile(), { signal: running.signal });
  using stream = model.stream();
  const step = stream.step(greyFrame(0, 1));
  running.abort(reason);
  await expect(step).rejects.toBe(reason);
  await expect(stream.step(greyFrame(1, 1))).rejects.toBe(reason);
  await model[Symbol.asyncDispose]();
  expect(runningWorkers()).toBe(0);
});

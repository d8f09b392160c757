import { InferenceSession, type Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { leakySumsFile } from '../../test/leaky-sums.ts';
import { createCpuStepDevice } from './cpu-step-device.ts';
import { createRecurrentStream } from './recurrent-stream.ts';
import { plainStepGraph } from './step-graph.ts';
import { runSteps } from './step-runner.ts';
import { createStepSession } from './step-session.ts';

const { bytes, description } = leakySumsFile();
const stateShapes = description.states.map(({ shape }) => [1, ...shape]);
let session: InferenceSession;
beforeAll(async () => {
  session = await InferenceSession.create(bytes);
});
afterAll(() => session.release());

/** Steps through 8, 0, 0, on the real session but for what it answers; returns each step's first result. */
async function stepThrice(answer: (given: Tensor[], fetched: Tensor[]) => Tensor[]) {
  const run: typeof session.run = async (feeds, fetches = {}) => {
    const given = await session.run(feeds, fetches as InferenceSession.FetchesType);
    const names = Object.keys(given);
    const fetched = names.map((name) => (fetches as Record<string, Tensor>)[name]!);
    const answered = answer(Object.values(given), fetched);
    return Object.fromEntries(names.map((name, index) => [name, answered[index]!]));
  };
  const alone = createStepSession(
    { run, release: async () => {} },
    description,
    plainStepGraph(description),
  );
  const device = createCpuStepDevice({ threads: 1, stateShapes });
  const stream = createRecurrentStream(device.createStates(), 0);
  const frames = [8, 0, 0].map((value) => new Uint8Array(6).fill(value));
  const firsts: number[] = [];
  for (const frame of frames) {
    const job = { stream, inputs: [frame], startsAnew: false };
    const [[outcome] = []] = await runSteps([job], { session: alone, alone });
    if (outcome && 'value' in outcome) firsts.push(outcome.value.values[0]!);
  }
  return { frames, firsts };
}

/** h' = 0.5 h + pixel, summed with a quarter of the sum before. */
const truth = [8, 6, 3.5];

test('a step frees its frame and the copies that ONNX Runtime makes of states and results', async () => {
  const copies: ArrayBufferLike[] = [];
  const { frames, firsts } = await stepThrice((given) => {
    for (const { data } of given) if (data instanceof Float32Array) copies.push(data.buffer);
    return given;
  });
  expect(firsts).toEqual(truth);
  expect(frames.map(({ buffer }) => buffer.byteLength)).toEqual([0, 0, 0]);
  // Two states and two results, three times.
  expect(copies.map(({ byteLength }) => byteLength)).toEqual(Array(12).fill(0));
});

test('what ONNX Runtime gives back uncopied stays', async () => {
  const { firsts } = await stepThrice((_given, fetched) => fetched);
  expect(firsts).toEqual(truth);
});

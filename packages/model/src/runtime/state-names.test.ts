import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { namedSumsFile, type NamedSum } from '../../test/named-sums.ts';
import { onnx } from '../file/onnx.ts';
import { openModel, type OpenModelOptions } from './open-model.ts';

/** Of any two that begin each other some pair is among them; one state's output is like another's input. */
const names = ['h', 'h1', 'h10', 'h11', 'h.1', 'h_1', 'h_10', 'run.0', 'run.0.h', 'out', 'h.out'];

/** What the model gives for `x`, twice the same number, step by step; each state's in turn. */
function truth(sums: readonly NamedSum[], inputs: readonly number[], more: (x: number) => number) {
  const states = sums.map(() => 0);
  return inputs.map((x) =>
    sums.map(({ decay }, index) => (states[index] = decay * states[index]! + x + more(x))),
  );
}

async function stepped(
  file: ReturnType<typeof namedSumsFile>,
  inputs: readonly (readonly number[])[],
  options: OpenModelOptions,
) {
  await using model = await openModel(file, { threads: 1, ...options });
  const streams = inputs.map(() => model.stream());
  const steps = Array.from({ length: inputs[0]!.length }, (_, step) => step);
  const taken = steps.flatMap((step) =>
    streams.map((stream, index) => {
      const x = inputs[index]![step]!;
      return stream.stepArray(Float32Array.of(x, x));
    }),
  );
  const results = await Promise.all(taken);
  const shared = model.load().runs.reduce((sum, { runs }, index) => sum + (index ? runs : 0), 0);
  return {
    shared,
    values: streams.map((_, stream) =>
      steps.map((step) => {
        const { outputs } = results[step * streams.length + stream]!;
        return file.description.outputs.map(({ name }) => outputs[name]!.data[1]);
      }),
    ),
  };
}

const inputs = [1, 2, 3, 4].map((stream) => [stream, 0, -stream, 2 * stream, 0.25]);

test('states keep apart whichever names begin which, in any order, alone and in shared runs', async () => {
  const anyNames = fc.shuffledSubarray(names, { minLength: 3, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(anyNames, async (chosen) => {
      const sums = chosen.map((name, index) => ({
        input: name,
        output: `${chosen.at(index - 1)}n`,
        decay: 2 ** -(index + 1),
      }));
      const expected = inputs.map((each) => truth(sums, each, () => 0));
      const file = namedSumsFile(sums);
      for (const batching of ['off', { sizes: [2, 4] }] as const) {
        const { values, shared } = await stepped(file, inputs, { batching });
        expect(values).toEqual(expected);
        expect(shared > 0).toBe(batching !== 'off');
      }
      const chained = await stepped(file, inputs.slice(1, 2), { batching: { chains: [2, 3] } });
      expect(chained.values).toEqual(expected.slice(1, 2));
      expect(chained.shared).toBeGreaterThan(0);
    }),
    { numRuns: 8 },
  );
});

const branching = namedSumsFile(
  [
    { input: 'h', output: 'h.n', decay: 0.5 },
    { input: 'h.n2', output: 'h2', decay: 0.25 },
  ],
  'branching',
);

test('steps of one stream in a run go through a graph’s branches as they do one by one', async () => {
  const one = inputs.slice(1, 2);
  const sums = [{ decay: 0.5 }, { decay: 0.25 }].map((sum) => ({ input: '', output: '', ...sum }));
  const { values, shared } = await stepped(branching, one, { batching: { chains: [3] } });
  expect(values).toEqual([truth(sums, one[0]!, (x) => (x > 0.5 ? 1 : 0))]);
  expect(shared).toBe(1);
});

test('a graph that mixes the streams of a batch is never given one', async () => {
  await expect(openModel(branching, { batching: { sizes: [2] } })).rejects.toMatchObject({
    code: 'batching-impossible',
    message: expect.stringMatching(/results in a run of 2 are \S+ off/u) as string,
  });
  const { values } = await stepped(
    branching,
    [
      [1, 1, 1],
      [-1, -1, -1],
    ],
    { batching: 'auto' },
  );
  expect(values[1]).toEqual([
    [-1, -1],
    [-1.5, -1.25],
    [-1.75, -1.3125],
  ]);
});

/** With the batch that its graph is to fix. */
function whole<T extends { readonly shape: number[] }>(tensor: T): T {
  return { ...tensor, shape: [1, ...tensor.shape] };
}

test('a graph with a fixed batch is never given a larger one', async () => {
  const { bytes, description } = namedSumsFile([{ input: 'h', output: 'h.n', decay: 0.5 }]);
  const fixed = {
    bytes,
    description: {
      ...description,
      batch: 'fixed' as const,
      input: whole(description.input),
      states: description.states.map(whole),
      outputs: description.outputs.map(whole),
    },
  };
  await expect(openModel(fixed, { batching: { sizes: [2] } })).rejects.toMatchObject({
    code: 'batching-impossible',
    name: 'InputError',
  });
  await using model = await openModel(fixed, { threads: 1 });
  expect(model.load().sharing).toBe('the model fixes its batch');
  using stream = model.stream();
  const { outputs } = await stream.stepArray(Float32Array.of(3, 4));
  expect(outputs['h.n']).toEqual({ shape: [1, 2], data: Float32Array.of(3, 4) });
});

test.for([13, 17, 18, 21])('streams share runs of a graph in operator set %i', async (version) => {
  const sums = [
    { input: 'h', output: 'h.n', decay: 0.5 },
    { input: 'h1', output: 'h1.n', decay: 0.25 },
  ];
  const { bytes, description } = namedSumsFile(sums);
  const model = onnx.ModelProto.decode(bytes);
  model.opsetImport = [{ domain: '', version }] as typeof model.opsetImport;
  const file = { bytes: new Uint8Array(onnx.ModelProto.encode(model).finish()), description };
  const { values, shared } = await stepped(file, inputs, { batching: { sizes: [2, 3, 4] } });
  expect(values).toEqual(inputs.map((each) => truth(sums, each, () => 0)));
  expect(shared).toBeGreaterThan(0);
});

import { expect, test } from 'vitest';
import {
  floats,
  foreignModel,
  integers,
  node,
  runByHand,
  weight,
  type ForeignModel,
  type HandRun,
} from '../../../test/foreign-model.ts';
import { randomSteps, stepImported } from '../../../test/step-imported.ts';
import { largestDifference } from '../../../test/largest-difference.ts';
import { onnx } from '../../file/onnx.ts';
import { initialWeights } from '../../initial-weights.ts';
import { buildStepModel } from '../../lower/build-step-model.ts';
import { seededRandom } from '../../seeded-random.ts';
import { networkSpecSchema } from '../../spec/network-spec.ts';
import type { ImportOptions } from '../import-options.ts';
import { importOnnx } from './import-onnx.ts';

const { INT64 } = onnx.TensorProto.DataType;

/** A ConvLSTM step as `torch.onnx.export` writes one, the names of its ends as given. */
function convLstm(
  names: { readonly [end in 'x' | 'h' | 'c' | 'h2' | 'c2' | 'y']: string },
  batch: number | string = 'batch',
): ForeignModel {
  const state = [batch, 3, 5, 6];
  return {
    inputs: [
      { name: names.x, shape: [batch, 2, 5, 6] },
      { name: names.h, shape: state },
      { name: names.c, shape: state },
    ],
    // Another order than the inputs'.
    outputs: [
      { name: names.c2, shape: state },
      { name: names.y, shape: [batch, 1, 5, 6] },
      { name: names.h2, shape: state },
    ],
    weights: [
      weight('gates.weight', [12, 5, 3, 3]),
      weight('gates.bias', [12]),
      weight('head.weight', [1, 3, 1, 1]),
      integers('sizes', [4], [3, 3, 3, 3]),
    ],
    nodes: [
      node(`xh = Concat(${names.x}, ${names.h})`, { axis: 1 }),
      node('z = Conv(xh, gates.weight, gates.bias)', { pads: [1, 1, 1, 1] }),
      node('zi, zf, zo, zg = Split(z, sizes)', { axis: 1 }),
      node('i = Sigmoid(zi)'),
      node('f = Sigmoid(zf)'),
      node('o = Sigmoid(zo)'),
      node('g = Tanh(zg)'),
      node(`fc = Mul(f, ${names.c})`),
      node('ig = Mul(i, g)'),
      node(`${names.c2} = Add(fc, ig)`),
      node(`tc = Tanh(${names.c2})`),
      node(`${names.h2} = Mul(o, tc)`),
      node(`${names.y} = Conv(${names.h2}, head.weight)`),
    ],
  };
}

const torchNames = { x: 'x', h: 'h', c: 'c', h2: 'h_out', c2: 'c_out', y: 'y' };
const kerasNames = {
  x: 'input_1',
  h: 'lstm_h',
  c: 'lstm_c',
  h2: 'Identity_1:0',
  c2: 'Identity_2:0',
  y: 'Identity:0',
};

/** How far an imported model's steps are from what ONNX Runtime gives by hand. */
async function differenceByHand(
  model: ForeignModel,
  { shape, ...run }: Omit<HandRun, 'steps'> & { readonly shape: readonly number[] },
  options?: ImportOptions,
): Promise<number> {
  const bytes = foreignModel(model);
  const steps = randomSteps(shape);
  const [input] = model.inputs;
  const expected = await runByHand(bytes, {
    ...run,
    steps: steps.map((data) => ({ [input!.name]: { data, shape } })),
  });
  // Else nothing would show that a state is not carried.
  expect(largestDifference(expected[0]!, expected.at(-1)!)).toBeGreaterThan(1e-3);
  const found = await stepImported(bytes, steps, options);
  return Math.max(...expected.map((values, index) => largestDifference(found[index]!, values)));
}

test.for([
  ['as PyTorch exports it', torchNames, undefined],
  [
    'names that only the user knows',
    kerasNames,
    { lstm_h: 'Identity_1:0', lstm_c: 'Identity_2:0' },
  ],
  [
    'names that begin each other',
    { ...torchNames, h: 'h1', c: 'h10', h2: 'h1n', c2: 'h10n' },
    undefined,
  ],
  [
    'the same, the other way round',
    { ...torchNames, h: 'h10', c: 'h1', h2: 'h10n', c2: 'h1n' },
    undefined,
  ],
] as const)('a ConvLSTM steps as in ONNX Runtime alone: %s', async ([, names, states]) => {
  const difference = differenceByHand(
    convLstm(names),
    {
      shape: [1, 2, 5, 6],
      states: {
        [names.h]: { next: names.h2, shape: [1, 3, 5, 6] },
        [names.c]: { next: names.c2, shape: [1, 3, 5, 6] },
      },
      output: names.y,
    },
    states && { states },
  );
  expect(await difference).toBeLessThan(1e-6);
});

test('its streams share runs where its batch is open, and do not where it is fixed', async () => {
  const open = await importOnnx(foreignModel(convLstm(torchNames)), 'a/step.onnx');
  expect(open.file.description).toEqual({
    input: { name: 'x', type: 'float32', shape: [2, 5, 6] },
    batch: 'free',
    states: [
      { input: 'h', output: 'h_out', shape: [3, 5, 6] },
      { input: 'c', output: 'c_out', shape: [3, 5, 6] },
    ],
    outputs: [{ name: 'y', shape: [1, 5, 6] }],
    warmUpFrames: 0,
    precision: 'float32',
  });
  expect(open.file.provenance).toEqual({
    importedFrom: {
      file: 'step.onnx',
      framework: 'ONNX',
      version: 'operator set 17 (elsewhere 1.2)',
    },
  });
  expect(open.notes.join('\n')).toMatch(/guessed.*--states h=h_out,c=c_out/u);

  const fixed = await importOnnx(foreignModel(convLstm(torchNames, 1)), 'step.onnx');
  expect(fixed.file.description).toMatchObject({
    batch: 'fixed',
    input: { shape: [1, 2, 5, 6] },
    states: [{ shape: [1, 3, 5, 6] }, { shape: [1, 3, 5, 6] }],
  });
});

/** A sum over time whose nodes were written for a batch of one, whatever its ends say. */
const onlyOne: ForeignModel = {
  inputs: [
    { name: 'x', shape: ['N', 4] },
    { name: 's', shape: ['N', 4] },
  ],
  outputs: [{ name: 's_out', shape: ['N', 4] }],
  weights: [integers('one', [2], [1, 4])],
  nodes: [node('flat = Reshape(x, one)'), node('s_out = Add(s, flat)')],
};

/** The same, mixing the rows of a batch. */
const mixing: ForeignModel = {
  ...onlyOne,
  nodes: [node('mean = ReduceMean(x)', { axes: [0], keepdims: 1 }), node('s_out = Add(s, mean)')],
};

test.for([
  ['fixes its batch inside', onlyOne, /batch of two/u],
  ['mixes the rows of a batch', mixing, /depends on the other/u],
] as const)('a graph that %s gets runs of its own', async ([, model, says]) => {
  const { file, notes } = await importOnnx(foreignModel(model), 'sum.onnx');
  expect(file.description).toMatchObject({ batch: 'fixed', input: { shape: [1, 4] } });
  expect(file.description.outputs).toEqual([{ name: 's_out', shape: [1, 4] }]);
  expect(notes.at(-1)).toMatch(says);
  const [a, b] = randomSteps([1, 4], 2) as [Float32Array, Float32Array];
  expect(await stepImported(foreignModel(model), [a, b])).toEqual([
    a,
    a.map((value, index) => value + b[index]!),
  ]);
});

/** ONNX's own LSTM node: states [directions, N, hidden], data [steps, N, features]. */
const lstm: ForeignModel = {
  inputs: [
    { name: 'input', shape: ['seq', 'batch', 4] },
    { name: 'h0', shape: [1, 'batch', 3] },
    { name: 'c0', shape: [1, 'batch', 3] },
  ],
  outputs: [
    { name: 'output', shape: ['seq', 1, 'batch', 3] },
    { name: 'hn', shape: [1, 'batch', 3] },
    { name: 'cn', shape: [1, 'batch', 3] },
  ],
  weights: [weight('W', [1, 12, 4]), weight('R', [1, 12, 3]), weight('B', [1, 24])],
  nodes: [node('output, hn, cn = LSTM(input, W, R, B, , h0, c0)', { hidden_size: 3 })],
};

test('an LSTM node whose batch is its second axis steps as in ONNX Runtime alone', async () => {
  const difference = differenceByHand(lstm, {
    shape: [1, 1, 4],
    states: {
      h0: { next: 'hn', shape: [1, 1, 3] },
      c0: { next: 'cn', shape: [1, 1, 3] },
    },
    output: 'output',
  });
  expect(await difference).toBeLessThan(1e-6);
  const { file } = await importOnnx(foreignModel(lstm), 'lstm.onnx');
  expect(file.description).toMatchObject({ batch: 'fixed', states: [{ shape: [1, 1, 3] }, {}] });
});

/** A leaky sum with a rate that is an input, and an If around it, as speech models have. */
const withRate: ForeignModel = {
  inputs: [
    { name: 'x', shape: [null, null] },
    { name: 'state', shape: [null, 4] },
    { name: 'sr', shape: [], type: INT64 },
  ],
  outputs: [
    { name: 'output', shape: [null, 4] },
    { name: 'stateN', shape: [null, null] },
  ],
  weights: [
    integers('wide', [], [16_000]),
    floats('half', [], Float32Array.of(0.5)),
    floats('tenth', [], Float32Array.of(0.1)),
  ],
  nodes: [
    node('isWide = Equal(sr, wide)'),
    node('kept = If(isWide)', {
      then_branch: branch('half'),
      else_branch: branch('tenth'),
    }),
    node('stateN = Add(kept, x)'),
    node('output = Tanh(stateN)'),
  ],
};

function branch(rate: string) {
  return {
    name: rate,
    node: [node(`kept.${rate} = Mul(state, ${rate})`)],
    output: [{ name: `kept.${rate}`, type: { tensorType: { elemType: 1 } } }],
  };
}

test('an input that never changes becomes a constant, and sizes are given by name', async () => {
  const bytes = foreignModel(withRate);
  const options = { constants: { sr: 16_000 }, dimensions: { 'x[1]': 4 } };
  const steps = randomSteps([1, 4], 3);
  const expected = await runByHand(bytes, {
    states: { state: { next: 'stateN', shape: [1, 4] } },
    steps: steps.map((data) => ({
      x: { data, shape: [1, 4] },
      sr: { data: BigInt64Array.of(16_000n), shape: [] },
    })),
    output: 'output',
  });
  expect(await stepImported(bytes, steps, options)).toEqual(expected);
  const slower = await stepImported(bytes, steps, { ...options, constants: { sr: 8000 } });
  expect(slower[2]).not.toEqual(expected[2]);
});

test('a state whose only open size has no name is open to streams there', async () => {
  const unnamed = lstm.inputs.map((each) =>
    each.name === 'input' ? each : { ...each, shape: [1, null, 3] },
  );
  const { file } = await importOnnx(foreignModel({ ...lstm, inputs: unnamed }), 'lstm.onnx');
  expect(file.description).toMatchObject({ states: [{ shape: [1, 1, 3] }, { shape: [1, 1, 3] }] });
});

test('the graph of the original stays byte for byte', async () => {
  const bytes = foreignModel(withRate);
  const { file } = await importOnnx(bytes, 'rate.onnx', {
    constants: { sr: 16_000 },
    dimensions: { 'x[1]': 4 },
  });
  const [before, after] = [bytes, file.bytes].map((each) => onnx.ModelProto.decode(each));
  expect(after!.graph!.node).toEqual(before!.graph!.node);
  expect(after!.graph!.initializer!.slice(0, 3)).toEqual(before!.graph!.initializer);
  const [nodeBytes] = before!.graph!.node!.map((each) => onnx.NodeProto.encode(each).finish());
  expect(Buffer.from(file.bytes).includes(Buffer.from(nodeBytes!))).toBe(true);
});

test('a state that the file has a first value for is a state all the same, and starts from zero', async () => {
  const model: ForeignModel = { ...onlyOne, weights: [...onlyOne.weights!, weight('s', [1, 4])] };
  const { file, notes } = await importOnnx(foreignModel(model), 'sum.onnx');
  expect(file.description.states).toMatchObject([{ input: 's', output: 's_out' }]);
  expect(notes).toContain('The state "s" starts from zero, not from the value in the file.');
  const [a] = randomSteps([1, 4], 1);
  expect(await stepImported(foreignModel(model), [a!])).toEqual([a]);
});

test('a step graph of ours that lost its metadata is understood again, but for its spec', async () => {
  const spec = networkSpecSchema.parse({
    input: { width: 6, height: 5, format: 'rgb24', frameRate: 5 },
    layers: [
      { type: 'convLstm', hiddenChannels: 3, kernelSize: 3 },
      { type: 'conv', filters: 3, kernelSize: 1 },
    ],
    patchSize: 2,
    warmUpFrames: 4,
  });
  const { onnx: bytes, description } = buildStepModel(spec, initialWeights(spec, seededRandom(1)));
  const { file } = await importOnnx(bytes, 'step.onnx', {
    frames: { format: 'rgb24', frameRate: 5 },
    warmUpFrames: 4,
  });
  const { spec: _, ...rest } = description;
  expect(file.description).toEqual(rest);
});

test('height and width may be given by one size', async () => {
  const shape = ['N', 1, 'height', 'width'];
  const model: ForeignModel = {
    inputs: [
      { name: 'x', shape },
      { name: 's', shape },
    ],
    outputs: [{ name: 's_out', shape }],
    nodes: [node('s_out = Add(s, x)')],
  };
  const { file } = await importOnnx(foreignModel(model), 'sum.onnx', { size: [3, 5] });
  expect(file.description).toMatchObject({
    batch: 'free',
    input: { shape: [1, 3, 5] },
    states: [{ shape: [1, 3, 5] }],
  });
});

test.for<[ImportOptions, string]>([
  [{ size: [3, 5] }, '--size cannot be used: sum.onnx takes x'],
  [{ gates: 'ifog' }, '--gates cannot be used: sum.onnx is ONNX'],
  [{ spec: {}, stateDict: 'ema' }, '--spec and --weights cannot be used'],
  [{ shape: [1, 3, 5] }, '--shape cannot be used'],
  [{ forgetBias: 1 }, '--forget-bias cannot be used'],
])('an option that is of no use here is refused: %j', async ([options, says]) => {
  await expect(importOnnx(foreignModel(onlyOne), 'sum.onnx', options)).rejects.toMatchObject({
    code: 'import-option',
    message: expect.stringContaining(says) as string,
  });
});

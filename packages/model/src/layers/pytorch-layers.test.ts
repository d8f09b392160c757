import { beforeAll, describe, expect, test } from 'vitest';
import { largestDifference } from '../../test/largest-difference.ts';
import { pytorchCases, type PytorchCase } from '../../test/pytorch-cases.ts';
import { askPytorch, type ModuleAnswer, type ModuleTask } from '../../test/pytorch-modules.ts';
import { randomWeights } from '../../test/random-weights.ts';
import { runStepwise, type LayerRun } from '../../test/run-layer.ts';
import { elementCount } from '../graph/value.ts';
import { seededRandom } from '../seeded-random.ts';
import { layerSchema } from '../spec/layer-spec.ts';
import { describeLayer } from './lower-layer.ts';

interface Comparison {
  readonly run: LayerRun;
  readonly task: ModuleTask;
}

const batch = 2;
/** Of the recurrent modules. */
const [frames, inputs, hidden] = [4, 3, 5];
const comparisons = new Map<string, Comparison>([
  ...Object.entries(pytorchCases).map(([name, each]) => [name, moduleOf(each)] as const),
  ['ConvGRU with the reset gate behind, on one pixel', gruOnOnePixel()],
  ['ConvLSTM on one pixel', lstmOnOnePixel()],
]);
let answers: ReadonlyMap<string, ModuleAnswer> | undefined;
let missing = '';

beforeAll(async () => {
  const found = await askPytorch([...comparisons.values()].map(({ task }) => task));
  if (typeof found === 'string') missing = found;
  else answers = new Map([...comparisons.keys()].map((name, index) => [name, found[index]!]));
});

describe('PyTorch gives the same', () => {
  test.for([...comparisons])('%s', async ([name, { run }], { skip }) => {
    if (!answers) {
      skip(missing);
      return;
    }
    const expected = answers.get(name)!;
    const { y } = await runStepwise(run);
    // PyTorch's cells know no places: [frames, batch, hidden].
    const [first, second] = expected.shape;
    const isCell = run.frames > 1;
    expect(y.shape).toEqual(isCell ? [first! * second!, hidden, 1, 1] : expected.shape);
    expect(largestDifference(y.data, expected.data)).toBeLessThan(1e-5);
  });
});

function some(shape: readonly number[], random: () => number) {
  return {
    shape,
    data: Float32Array.from({ length: elementCount(shape) }, () => 4 * random() - 2),
  };
}

function moduleOf({ layer, inputShape, weights = {}, ...call }: PytorchCase): Comparison {
  const random = seededRandom(41);
  const checked = layerSchema.parse(layer);
  const { parameters } = describeLayer(checked, inputShape);
  const values = randomWeights(parameters, random);
  const x = some([batch, ...inputShape], random);
  const torch = Object.fromEntries(
    parameters.map(({ name, shape }) => [
      weights[name]!,
      // Instance normalisation's numbers a channel are `[C]` there, `[C, 1, 1]` here.
      {
        shape: name === 'scale' || name === 'offset' ? trimmed(shape) : shape,
        data: values.get(name)!,
      },
    ]),
  );
  return {
    run: { layer: checked, inputShape, weights: values, x: x.data, frames: 1, batch },
    task: { ...call, weights: torch, x },
  };
}

function trimmed(shape: readonly number[]): readonly number[] {
  return shape.slice(1).every((size) => size === 1) ? shape.slice(0, 1) : shape;
}

interface RecurrentWeights {
  readonly inputWeight: Float32Array;
  readonly hiddenWeight: Float32Array;
  readonly inputBias: Float32Array;
  readonly hiddenBias: Float32Array;
}

/** A recurrent module of PyTorch with random weights, and its input. */
function recurrentModule(module: 'GRU' | 'LSTM', gates: number) {
  const random = seededRandom(43);
  const weights = {
    inputWeight: some([gates * hidden, inputs], random).data,
    hiddenWeight: some([gates * hidden, hidden], random).data,
    inputBias: some([gates * hidden], random).data,
    hiddenBias: some([gates * hidden], random).data,
  } satisfies RecurrentWeights;
  const x = some([frames, batch, inputs], random);
  const task: ModuleTask = {
    module,
    arguments: { input_size: inputs, hidden_size: hidden },
    weights: {
      weight_ih_l0: { shape: [gates * hidden, inputs], data: weights.inputWeight },
      weight_hh_l0: { shape: [gates * hidden, hidden], data: weights.hiddenWeight },
      bias_ih_l0: { shape: [gates * hidden], data: weights.inputBias },
      bias_hh_l0: { shape: [gates * hidden], data: weights.hiddenBias },
    },
    x,
  };
  return { weights, task, run: { inputShape: [inputs, 1, 1], x: x.data, frames, batch } };
}

/** Gate `from[i]` of `data` at place i, times `signs[i]`. */
function gatesOf(data: Float32Array, from: readonly number[], signs = from.map(() => 1)) {
  const each = data.length / from.length;
  return Float32Array.from(
    from.flatMap((gate, place) =>
      [...data.subarray(gate * each, (gate + 1) * each)].map((value) => signs[place]! * value),
    ),
  );
}

function sum(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, index) => value + b[index]!);
}

/** PyTorch's gates: reset, update, new; its update gate lets the old state through. */
function gruOnOnePixel(): Comparison {
  const { weights, task, run } = recurrentModule('GRU', 3);
  const from = [1, 0, 2];
  const signs = [-1, 1, 1];
  const bias = sum(weights.inputBias, weights.hiddenBias);
  bias.set(weights.inputBias.subarray(2 * hidden), 2 * hidden);
  return {
    task,
    run: {
      ...run,
      layer: layerSchema.parse({
        type: 'convGru',
        hiddenChannels: hidden,
        kernelSize: 1,
        candidate: 'resetAfter',
      }),
      weights: new Map([
        ['inputWeight', gatesOf(weights.inputWeight, from, signs)],
        ['hiddenWeight', gatesOf(weights.hiddenWeight, from, signs)],
        ['bias', gatesOf(bias, from, signs)],
        ['candidateBias', weights.hiddenBias.slice(2 * hidden)],
      ]),
    },
  };
}

/** PyTorch's gates: input, forget, candidate, output. */
function lstmOnOnePixel(): Comparison {
  const { weights, task, run } = recurrentModule('LSTM', 4);
  const from = [0, 1, 3, 2];
  return {
    task,
    run: {
      ...run,
      layer: layerSchema.parse({ type: 'convLstm', hiddenChannels: hidden, kernelSize: 1 }),
      weights: new Map([
        ['inputWeight', gatesOf(weights.inputWeight, from)],
        ['hiddenWeight', gatesOf(weights.hiddenWeight, from)],
        ['bias', gatesOf(sum(weights.inputBias, weights.hiddenBias), from)],
      ]),
    },
  };
}

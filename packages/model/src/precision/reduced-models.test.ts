import { beforeAll, describe, expect, test } from 'vitest';
import { largestDifference } from '../../test/largest-difference.ts';
import { leakySumsFile } from '../../test/leaky-sums.ts';
import type { ModelFile } from '../file/model-file.ts';
import { onnx } from '../file/onnx.ts';
import { parseModelFile } from '../file/parse-model-file.ts';
import { openModel } from '../runtime/open-model.ts';
import { halveModel } from './halve-model.ts';
import { observedModel } from './observed-model.ts';
import {
  chongTayNetwork,
  learnedNetwork,
  networkFile,
  patchErrors,
  quantised,
  walkFrames,
} from './precision-networks.fixture.ts';

/** The mean difference of two series, as a share of the second's mean. */
function meanDifference(found: Float32Array, wanted: Float32Array): number {
  const sum = found.reduce((total, value, at) => total + Math.abs(value - wanted[at]!), 0);
  return sum / wanted.reduce((total, value) => total + value, 0);
}

/** Pearson's. */
function correlation(a: Float32Array, b: Float32Array): number {
  const [fromA, fromB] = [aboutMean(a), aboutMean(b)];
  return product(fromA, fromB) / Math.sqrt(product(fromA, fromA) * product(fromB, fromB));
}

function aboutMean(values: Float32Array): Float32Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function product(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * b[at]!, 0);
}

describe.for([
  ['the learned network', learnedNetwork],
  ['Chong & Tay', chongTayNetwork],
] as const)('%s', ([, spec]) => {
  const file = networkFile(spec);
  const frames = walkFrames(file, 24);
  let int8: ModelFile;
  let wanted: Float32Array;
  beforeAll(async () => {
    // Measured on other frames than it is compared on.
    int8 = await quantised(file, frames.slice(0, 12));
    wanted = await patchErrors(file, frames);
  });

  test('says in int8 what it says in float32, state carried', async () => {
    const found = await patchErrors(int8, frames);
    expect(correlation(found, wanted)).toBeGreaterThan(0.999);
    expect(meanDifference(found, wanted)).toBeLessThan(0.02);
    // It did compute otherwise.
    expect(meanDifference(found, wanted)).toBeGreaterThan(1e-6);
  });

  test('says in float16 what it says in float32, state carried', async () => {
    const half = halveModel(file);
    const found = await patchErrors(half, frames);
    expect(meanDifference(found, wanted)).toBeLessThan(0.002);
    expect(half.bytes.length).toBeLessThan(0.6 * file.bytes.length);
  });

  test('all of its convolutions run over bytes, and its file is a third as large', () => {
    const operators = operatorsOf(int8);
    expect(operators.get('QLinearConv')).toBe(
      (operatorsOf(file).get('Conv') ?? 0) + (operatorsOf(file).get('ConvTranspose') ?? 0),
    );
    expect(operators.has('Conv') || operators.has('ConvTranspose')).toBe(false);
    // The mean pictures of a learned network stay as they are.
    expect(int8.bytes.length).toBeLessThan(0.34 * file.bytes.length);
  });

  test('is the same model to whoever runs it: names, shapes, float32 outside', () => {
    for (const reduced of [int8, halveModel(file)]) {
      const read = parseModelFile(reduced.bytes, 'reduced');
      const { precision } = reduced.description;
      expect(read.description).toEqual({ ...file.description, precision });
      expect(read.calibration).toBeUndefined();
    }
  });

  test('two streams that share runs are two streams alone', async () => {
    const alone = await patchErrors(int8, frames.slice(0, 4));
    const options = { device: 'cpu', threads: 1, batching: { sizes: [2] } } as const;
    await using model = await openModel(int8, options);
    const streams = [model.stream(), model.stream()];
    const together = await Promise.all(
      streams.map(async (stream) => {
        const steps = frames
          .slice(0, 4)
          .map((frame) => stream.step({ ...frame, bytes: frame.bytes.slice() }));
        const results = await Promise.all(steps);
        return Float32Array.from(results.flatMap(({ outputs }) => [...outputs['error']!.data]));
      }),
    );
    for (const found of together) expect(largestDifference(found, alone)).toBeLessThan(1e-4);
  });

  test('says the same bits twice, and after a state was put back', async () => {
    await using model = await openModel(int8, { device: 'cpu', threads: 1, batching: 'off' });
    using stream = model.stream();
    using other = model.stream();
    const errors = async (at: number, of = stream) => {
      const frame = { ...frames[at]!, bytes: frames[at]!.bytes.slice() };
      return (await of.step(frame)).outputs['error']!.data;
    };
    const first = [await errors(0), await errors(1)];
    const state = await stream.snapshot();
    const third = await errors(2);
    await other.restore(state);
    expect(await errors(2, other)).toEqual(third);
    expect([await errors(0), await errors(1), await errors(2)]).toEqual([...first, third]);
    // The third frame alone, after zero state, is something else.
    await stream.reset();
    expect(await errors(2)).not.toEqual(third);
  });
});

test('the cell of a ConvLSTM is carried in float32', () => {
  const { graph } = onnx.ModelProto.decode(halveModel(networkFile(learnedNetwork)).bytes);
  const madeBy = (name: string) => graph!.node!.find((node) => node.output?.[0] === name)!;
  const cells = graph!.output!.flatMap(({ name }) => (name?.endsWith('cell.next') ? [name] : []));
  expect(cells).toHaveLength(2);
  for (const cell of cells) {
    const named = madeBy(cell);
    const sum = named.opType === 'Identity' ? madeBy(named.input![0]!) : named;
    // Not a cast: the addition itself is in float32.
    expect(sum.opType).toBe('Add');
  }
});

function computed(opType: string, input: string[], output: string) {
  return onnx.NodeProto.create({ opType, input, output: [output] });
}

test('sizes that a graph computes stay whole numbers', async () => {
  const file = networkFile(learnedNetwork);
  const model = onnx.ModelProto.decode(file.bytes);
  const nodes = model.graph!.node!;
  // The first convolution's result in the shape that it has, which is worked out in between.
  const first = nodes.find(({ opType }) => opType === 'Conv')!;
  const [result] = first.output as [string];
  for (const node of nodes) {
    node.input = node.input!.map((name) => (name === result ? 'reshaped' : name));
  }
  nodes.splice(
    nodes.indexOf(first) + 1,
    0,
    computed('Shape', [result], 'sizes'),
    computed('Add', ['sizes', 'sizes'], 'twice'),
    computed('Sub', ['twice', 'sizes'], 'once'),
    computed('Reshape', [result, 'once'], 'reshaped'),
  );
  const bytes = new Uint8Array(onnx.ModelProto.encode(model).finish());
  const frames = walkFrames(file, 4);
  const wanted = await patchErrors(file, frames);
  const found = await patchErrors(halveModel({ ...file, bytes }), frames);
  expect(meanDifference(found, wanted)).toBeLessThan(0.002);
});

describe('what cannot be made smaller is refused in words', () => {
  test('a model in fewer bits', async () => {
    const half = halveModel(networkFile(learnedNetwork));
    expect(() => halveModel(half)).toThrow(/computes in float16 already/u);
    expect(() => observedModel(half)).toThrow(/computes in float16 already/u);
  });

  test('a model without convolutions', () => {
    expect(() => halveModel(leakySumsFile())).toThrow(/this model has none/u);
  });

  test('a model in an old operator set', () => {
    const file = networkFile(learnedNetwork);
    const model = onnx.ModelProto.decode(file.bytes);
    model.opsetImport = [onnx.OperatorSetIdProto.create({ domain: '', version: 11 })];
    const bytes = new Uint8Array(onnx.ModelProto.encode(model).finish());
    expect(() => halveModel({ ...file, bytes })).toThrow(/is written in 11/u);
  });
});

function operatorsOf({ bytes }: ModelFile): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { opType } of onnx.ModelProto.decode(bytes).graph!.node!) {
    counts.set(opType!, (counts.get(opType!) ?? 0) + 1);
  }
  return counts;
}

import {
  abs,
  add,
  averagePool,
  concat,
  conv,
  convTranspose,
  div,
  expand,
  Graph,
  hardSigmoid,
  leakyRelu,
  matMul,
  maxPool,
  mul,
  neg,
  pad,
  reduceMean,
  reduceSum,
  relu,
  reshape,
  seededRandom,
  sigmoid,
  slice,
  split,
  sqrt,
  square,
  sub,
  sum,
  tanh,
  transpose,
} from '@presage/model';
import { describe, expect, test } from 'vitest';
import { directionalDerivative, type DifferentiableCase } from '../../test/finite-difference.ts';
import { differentiableOperators, gradients } from './gradients.ts';

const map = [2, 3, 5, 4];
const plain = { strides: [1, 1], dilations: [1, 1], pads: [1, 1, 1, 1] };

/** Named by operator, then by what is special. */
const cases: Readonly<Record<string, DifferentiableCase>> = {
  Abs: { shapes: [map], build: abs },
  Add: { shapes: [map, map], build: add },
  'Add of a repeated operand': { shapes: [map, [3, 1, 1]], build: add },
  Sub: { shapes: [[4, 1], [3]], build: sub },
  Mul: { shapes: [map, [1, 3, 1, 4]], build: mul },
  'Mul by itself': { shapes: [map], build: square },
  Div: { shapes: [map, [1, 3, 5, 4]], build: div },
  Sum: { shapes: [map, map, map], build: (...values) => sum(values) },
  'Sum of repeated operands': {
    shapes: [map, [3, 1, 1], [1, 3, 5, 1]],
    build: (...values) => sum(values),
  },
  Neg: { shapes: [map], build: neg },
  Sqrt: { shapes: [map], build: (x) => sqrt(add(square(x), 0.5)) },
  Sigmoid: { shapes: [map], build: sigmoid },
  Tanh: { shapes: [map], build: tanh },
  Relu: { shapes: [map], build: relu },
  LeakyRelu: { shapes: [map], build: (x) => leakyRelu(x, 0.2) },
  HardSigmoid: {
    shapes: [map],
    build: (x) => hardSigmoid(concat([mul(x, 0.1), mul(x, 2)], 0), 2, 0.5),
  },
  Identity: { shapes: [map], build: (x) => x.graph.output('named', x) },
  Concat: {
    shapes: [
      [2, 3],
      [2, 1],
    ],
    build: (a, b) => concat([a, b, a], 1),
  },
  Split: {
    shapes: [[2, 6]],
    build: (x) => {
      const [a, , c] = split(x, 1, 3);
      return mul(a!, c!);
    },
  },
  Reshape: { shapes: [map], build: (x) => square(reshape(x, [6, 20])) },
  Transpose: { shapes: [map], build: (x) => square(transpose(x, [2, 0, 3, 1])) },
  Expand: { shapes: [[2, 1, 4]], build: (x) => square(expand(x, [2, 3, 4])) },
  Slice: {
    shapes: [map],
    build: (x) =>
      square(
        slice(x, [
          { axis: 1, start: 1, end: 3 },
          { axis: 3, start: 0, end: 2 },
        ]),
      ),
  },
  Pad: { shapes: [[2, 3]], build: (x) => square(pad(x, [0, 1, 2, 0])) },
  ReduceSum: { shapes: [map], build: (x) => square(reduceSum(x, [0, 2])) },
  ReduceMean: { shapes: [map], build: (x) => square(reduceMean(x, [1, 3])) },
  MatMul: {
    shapes: [
      [3, 4],
      [4, 2],
    ],
    build: matMul,
  },
  Conv: {
    shapes: [map, [4, 3, 3, 3], [4]],
    build: (x, w, b) => conv(x, w, { ...plain, kernelSize: [3, 3], bias: b }),
  },
  'Conv with a stride and uneven padding': {
    shapes: [
      [2, 3, 8, 7],
      [4, 3, 3, 2],
    ],
    build: (x, w) =>
      conv(x, w, { kernelSize: [3, 2], strides: [2, 3], dilations: [1, 1], pads: [0, 1, 1, 0] }),
  },
  'Conv with dilation': {
    shapes: [
      [1, 2, 9, 8],
      [3, 2, 3, 3],
    ],
    build: (x, w) =>
      conv(x, w, { kernelSize: [3, 3], strides: [1, 1], dilations: [2, 1], pads: [2, 1, 2, 1] }),
  },
  'Conv with more padding than its kernel reaches': {
    shapes: [
      [2, 3, 4, 5],
      [2, 3, 1, 2],
    ],
    build: (x, w) =>
      conv(x, w, { kernelSize: [1, 2], strides: [1, 1], dilations: [1, 1], pads: [1, 0, 2, 3] }),
  },
  'Conv along one axis': {
    shapes: [
      [2, 3, 9],
      [4, 3, 3],
    ],
    build: (x, w) => conv(x, w, { kernelSize: [3], strides: [2], dilations: [1], pads: [1, 1] }),
  },
  'Conv along three axes': {
    shapes: [
      [1, 2, 4, 5, 3],
      [3, 2, 2, 3, 2],
    ],
    build: (x, w) =>
      conv(x, w, {
        kernelSize: [2, 3, 2],
        strides: [1, 1, 1],
        dilations: [1, 1, 1],
        pads: [0, 1, 1, 1, 1, 0],
      }),
  },
  'Conv with one kernel used three times': {
    shapes: [
      [2, 3, 5, 5],
      [3, 3, 3, 3],
    ],
    build: (x, w) => {
      const weight = mul(w, 0.1);
      let y = x;
      for (let step = 0; step < 3; step += 1)
        y = tanh(conv(y, weight, { ...plain, kernelSize: [3, 3] }));
      return y;
    },
  },
  ConvTranspose: {
    shapes: [[2, 3, 4, 3], [3, 2, 5, 5], [2]],
    build: (x, w, b) =>
      convTranspose(x, w, {
        kernelSize: [5, 5],
        strides: [2, 2],
        dilations: [1, 1],
        pads: [1, 2, 2, 1],
        outputPadding: [0, 0],
        bias: b,
      }),
  },
  'ConvTranspose with a kernel smaller than its stride': {
    shapes: [
      [2, 3, 4, 3],
      [3, 2, 2, 2],
    ],
    build: (x, w) =>
      convTranspose(x, w, {
        kernelSize: [2, 2],
        strides: [3, 3],
        dilations: [1, 1],
        pads: [0, 0, 0, 0],
        outputPadding: [1, 1],
      }),
  },
  AveragePool: { shapes: [[2, 3, 6, 5]], build: (x) => square(averagePool(x, [3, 2])) },
  MaxPool: {
    shapes: [[2, 3, 6, 5]],
    build(x) {
      // Far enough apart that a small step does not change which one is largest.
      const ladder = Float32Array.from({ length: 180 }, (_, index) => ((index * 77) % 180) / 10);
      return maxPool(add(mul(x, 0.5), x.graph.constant('ladder', ladder, [2, 3, 6, 5])), [3, 2]);
    },
  },
};

describe('gradients agree with central differences', () => {
  test.for(Object.entries(cases))('%s', async ([, each]) => {
    const random = seededRandom(7);
    for (let trial = 0; trial < 3; trial += 1) {
      const { analytic, numeric } = await directionalDerivative(each, random);
      expect(Math.abs(numeric)).toBeGreaterThan(1e-3);
      expect(Math.abs(analytic - numeric)).toBeLessThan(2e-3 * Math.max(1, Math.abs(numeric)));
    }
  });

  test('for every operator that has a rule', () => {
    const covered = new Set(Object.keys(cases).map((name) => name.split(' ')[0]));
    expect(differentiableOperators.filter((operator) => !covered.has(operator))).toEqual([]);
  });
});

describe('gradients', () => {
  test('refuse an operator that has no rule, by name', () => {
    const x = new Graph().input('x', 'float32', [2]);
    const y = x.graph.apply('Sign', [x])[0]!;
    expect(() => gradients(reduceSum(y, [0]), [x])).toThrow('Sign has no gradient');
  });

  test('refuse convolutions in groups and pools whose windows overlap', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [1, 4, 4]);
    const weight = graph.input('weight', 'float32', [4, 2, 1]);
    const window = { kernelSize: [1], strides: [1], dilations: [1], pads: [0, 0] };
    const grouped = conv(x, weight, { ...window, groups: 2 });
    expect(() => gradients(reduceSum(grouped, [0, 1, 2]), [x])).toThrow('needs one group');
    for (const pool of [averagePool, maxPool]) {
      const y = pool(x, [2], { strides: [1] });
      expect(() => gradients(reduceSum(y, [0, 1, 2]), [x])).toThrow('needs windows side by side');
    }
  });

  test('refuse a value that does not matter, by name', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2]);
    const other = graph.input('other', 'float32', [2]);
    expect(() => gradients(reduceSum(square(x), [0]), [other])).toThrow('other has no influence');
  });

  test('refuse a result that is no scalar', () => {
    const x = new Graph().input('x', 'float32', [2]);
    expect(() => gradients(square(x), [x])).toThrow('is no scalar');
  });

  test('of values in the middle do not go further back', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2]);
    const middle = tanh(x);
    const before = graph.nodes.length;
    gradients(reduceSum(square(middle), [0]), [middle]);
    expect(graph.nodes.slice(before).some(({ inputs }) => inputs.includes(x))).toBe(false);
  });
});

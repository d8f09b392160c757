import * as fc from 'fast-check';
import {
  add,
  averagePool,
  concat,
  conv,
  convTranspose,
  expand,
  matMul,
  maximum,
  maxPool,
  minimum,
  pad,
  reduceMax,
  reduceMean,
  reduceSum,
  resize,
  slice,
  split,
  splitSizes,
  transpose,
} from '../src/graph/operations.ts';
import type { Value } from '../src/graph/value.ts';

const size = fc.integer({ min: 1, max: 7 });
const rank = fc.integer({ min: 1, max: 3 });

/** `shapes` of the inputs; 'N' on the first axis is the batch. */
export interface ShapeCase {
  readonly shapes: readonly (readonly (number | 'N')[])[];
  build(inputs: readonly Value[]): readonly Value[];
}

/** One axis of a moving window that fits. */
const windowAxis = fc
  .record({
    kernel: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 3 }),
    dilation: fc.integer({ min: 1, max: 3 }),
    begin: fc.integer({ min: 0, max: 2 }),
    end: fc.integer({ min: 0, max: 2 }),
    more: fc.integer({ min: 0, max: 5 }),
  })
  .map((axis) => {
    const reach = axis.dilation * (axis.kernel - 1) + 1;
    return { ...axis, size: Math.max(1, reach - axis.begin - axis.end) + axis.more };
  });
type WindowAxis = typeof windowAxis extends fc.Arbitrary<infer A> ? A : never;
const windowAxes = rank.chain((length) =>
  fc.array(windowAxis, { minLength: length, maxLength: length }),
);

function convolutionFrom(axes: readonly WindowAxis[]) {
  return {
    kernelSize: axes.map(({ kernel }) => kernel),
    strides: axes.map(({ stride }) => stride),
    dilations: axes.map(({ dilation }) => dilation),
    pads: [...axes.map(({ begin }) => begin), ...axes.map(({ end }) => end)],
  };
}

const convolutions: fc.Arbitrary<ShapeCase> = windowAxes.map((axes) => ({
  shapes: [
    ['N', 2, ...axes.map((axis) => axis.size)],
    [3, 2, ...axes.map(({ kernel }) => kernel)],
  ],
  build: ([x, weight]) => [conv(x!, weight!, convolutionFrom(axes))],
}));

const transposedConvolutions: fc.Arbitrary<ShapeCase> = windowAxes
  .chain((axes) =>
    fc.tuple(
      fc.constant(axes),
      // ONNX Runtime wants it smaller than the stride; ONNX allows more where the dilation is larger.
      fc.tuple(...axes.map(({ stride }) => fc.integer({ min: 0, max: stride - 1 }))),
    ),
  )
  .filter(([axes, extra]) =>
    axes.every(
      ({ size: length, stride, kernel, dilation, begin, end }, axis) =>
        (length - 1) * stride + extra[axis]! + dilation * (kernel - 1) + 1 - begin - end > 0,
    ),
  )
  .map(([axes, outputPadding]) => ({
    shapes: [
      ['N', 2, ...axes.map((axis) => axis.size)],
      [2, 3, ...axes.map(({ kernel }) => kernel)],
    ],
    build: ([x, weight]) => [
      convTranspose(x!, weight!, { ...convolutionFrom(axes), outputPadding }),
    ],
  }));

const pools: fc.Arbitrary<ShapeCase> = fc
  .tuple(
    rank.chain((length) =>
      fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 5 })), {
        minLength: length,
        maxLength: length,
      }),
    ),
    fc.constantFrom(averagePool, maxPool),
  )
  .map(([axes, pool]) => ({
    shapes: [['N', 2, ...axes.map(([tile, more]) => tile + more)]],
    build: ([x]) => [
      pool(
        x!,
        axes.map(([tile]) => tile),
      ),
    ],
  }));

const overlappingPools: fc.Arbitrary<ShapeCase> = fc
  .tuple(
    // ONNX wants less padding than the window is large.
    windowAxes.map((axes) =>
      axes.map((axis) => ({
        ...axis,
        dilation: 1,
        begin: Math.min(axis.begin, axis.kernel - 1),
        end: Math.min(axis.end, axis.kernel - 1),
        size: axis.kernel + axis.more,
      })),
    ),
    fc.constantFrom(averagePool, maxPool),
  )
  .map(([axes, pool]) => ({
    shapes: [['N', 2, ...axes.map((axis) => axis.size)]],
    build: ([x]) => {
      const { kernelSize, strides, pads: borders } = convolutionFrom(axes);
      return [pool(x!, kernelSize, { strides, pads: borders })];
    },
  }));

const groupedConvolutions: fc.Arbitrary<ShapeCase> = fc
  .tuple(windowAxes, fc.integer({ min: 1, max: 3 }))
  .map(([axes, groups]) => ({
    shapes: [
      ['N', 2 * groups, ...axes.map((axis) => axis.size)],
      [3 * groups, 2, ...axes.map(({ kernel }) => kernel)],
      ['N', 2 * groups, ...axes.map((axis) => axis.size)],
      [2 * groups, 3, ...axes.map(({ kernel }) => kernel)],
    ],
    build: ([x, weight, y, back]) => [
      conv(x!, weight!, { ...convolutionFrom(axes), groups }),
      convTranspose(y!, back!, {
        ...convolutionFrom(axes),
        pads: axes.flatMap(() => [0, 0]),
        outputPadding: axes.map(() => 0),
        groups,
      }),
    ],
  }));

const resizes: fc.Arbitrary<ShapeCase> = fc
  .tuple(
    fc.array(fc.tuple(size, fc.integer({ min: 1, max: 3 })), { minLength: 2, maxLength: 3 }),
    fc.constantFrom('nearest', 'linear'),
  )
  .map(([axes, interpolation]) => ({
    shapes: [['N', 2, ...axes.map(([length]) => length)]],
    build: ([x]) => [resize(x!, [1, 1, ...axes.map(([, factor]) => factor)], interpolation)],
  }));

const slices: fc.Arbitrary<ShapeCase> = fc
  .array(
    fc.record({
      length: size,
      from: fc.nat(6),
      to: fc.nat(6),
      step: fc.integer({ min: 1, max: 3 }),
      backward: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((axes) => ({
    shapes: [['N', ...axes.map(({ length }) => length)]],
    build: ([x]) => [
      slice(
        x!,
        axes.map(({ length, from, to, step, backward }, index) => {
          const [low, high] = [from % length, to % length].toSorted((a, b) => a - b);
          const axis = index + 1;
          return backward
            ? // To and with `low`, which may be the first element.
              { axis, start: high!, end: low! - 1 - length, step: -step }
            : { axis, start: low!, end: high! + 1, step };
        }),
      ),
    ],
  }));

/** From anywhere to anywhere: places may be negative, or outside. */
const wildSlices: fc.Arbitrary<ShapeCase> = fc
  .record({
    length: size,
    start: fc.integer({ min: -9, max: 9 }),
    end: fc.integer({ min: -9, max: 9 }),
    step: fc.constantFrom(-3, -2, -1, 1, 2, 3),
  })
  .map(({ length, ...range }) => ({
    shapes: [['N', 2, length]],
    build: ([x]) => [slice(x!, [{ axis: 2, ...range }])],
  }));

const pads: fc.Arbitrary<ShapeCase> = fc
  .array(fc.tuple(size, fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 3 })
  .map((axes) => ({
    shapes: [['N', ...axes.map(([length]) => length)]],
    build: ([x]) => [
      pad(x!, [0, ...axes.map(([, begin]) => begin), 0, ...axes.map(([, , end]) => end)]),
    ],
  }));

const splits: fc.Arbitrary<ShapeCase> = fc
  .tuple(fc.array(size, { minLength: 1, maxLength: 4 }), fc.boolean(), size)
  .map(([sizes, equal, other]) => ({
    shapes: [['N', equal ? 2 * sizes.length : sizes.reduce((a, b) => a + b), other]],
    build: ([x]) => (equal ? split(x!, 1, sizes.length) : splitSizes(x!, 1, sizes)),
  }));

const concats: fc.Arbitrary<ShapeCase> = fc
  .tuple(fc.array(size, { minLength: 1, maxLength: 4 }), size)
  .map(([sizes, other]) => ({
    shapes: sizes.map((length) => ['N', other, length]),
    build: (values) => [concat(values, 2)],
  }));

const transposes: fc.Arbitrary<ShapeCase> = fc
  .array(size, { minLength: 1, maxLength: 4 })
  .chain((sizes) =>
    fc.tuple(
      fc.constant(sizes),
      fc.shuffledSubarray([...sizes.keys()], { minLength: sizes.length }),
    ),
  )
  .map(([sizes, order]) => ({
    shapes: [['N', ...sizes]],
    build: ([x]) => [transpose(x!, [0, ...order.map((axis) => axis + 1)])],
  }));

const reductions: fc.Arbitrary<ShapeCase> = fc
  .tuple(
    fc.array(size, { minLength: 1, maxLength: 3 }),
    fc.constantFrom(reduceSum, reduceMean, reduceMax),
    fc.nat(2),
  )
  .map(([sizes, reduce, axis]) => ({
    shapes: [['N', ...sizes]],
    build: ([x]) => [reduce(x!, [(axis % sizes.length) + 1])],
  }));

const broadcasts: fc.Arbitrary<ShapeCase> = fc
  .tuple(fc.array(fc.tuple(size, fc.boolean()), { minLength: 1, maxLength: 3 }), fc.nat(3))
  .map(([axes, without]) => ({
    shapes: [
      ['N', ...axes.map(([length]) => length)],
      axes.map(([length, one]) => (one ? 1 : length)).slice(Math.min(without, axes.length - 1)),
    ],
    build: ([a, b]) => [add(a!, b!), add(b!, a!), maximum([a!, b!]), minimum([b!, a!, b!])],
  }));

const products: fc.Arbitrary<ShapeCase> = fc
  .tuple(size, size, size)
  .map(([rows, inner, columns]) => ({
    shapes: [
      ['N', rows, inner],
      [inner, columns],
      [rows, 1],
    ],
    build: ([a, b, column]) => [matMul(a!, b!), expand(column!, [rows, columns])],
  }));

/** Random graphs, by operator. */
export const shapeCases: Readonly<Record<string, fc.Arbitrary<ShapeCase>>> = {
  conv: convolutions,
  convTranspose: transposedConvolutions,
  'conv and convTranspose in groups': groupedConvolutions,
  pools,
  'pools whose windows overlap and are padded': overlappingPools,
  resize: resizes,
  slice: slices,
  'slice, places negative and outside': wildSlices,
  pad: pads,
  split: splits,
  concat: concats,
  transpose: transposes,
  reductions,
  'broadcasting operators': broadcasts,
  'matMul, gemm and expand': products,
};

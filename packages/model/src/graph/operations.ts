import {
  convolutionAttributes,
  type Convolution,
  type TransposedConvolution,
} from './convolution.ts';
import type { Attributes, OperatorType } from './operator.ts';
import { fixedShape, sizeAt, type Shape, type Value } from './value.ts';

function only(type: OperatorType, inputs: readonly Value[], attributes: Attributes = {}): Value {
  return inputs[0]!.graph.apply(type, inputs, attributes)[0]!;
}

const operand = (like: Value, x: Value | number): Value =>
  typeof x === 'number' ? scalar(like, x) : x;

/** A float32 scalar in the graph of `like`. */
export function scalar(like: Value, x: number): Value {
  return like.graph.literal(Float32Array.of(x), []);
}

/** Element by element; shapes broadcast by NumPy's rule, as for every operation on two values. */
export const add = (a: Value, b: Value | number): Value => only('Add', [a, operand(a, b)]);
export const sub = (a: Value, b: Value): Value => only('Sub', [a, b]);
export const mul = (a: Value, b: Value | number): Value => only('Mul', [a, operand(a, b)]);
export const div = (a: Value, b: Value): Value => only('Div', [a, b]);
export const neg = (x: Value): Value => only('Neg', [x]);
export const abs = (x: Value): Value => only('Abs', [x]);
/** −1, 0 or 1. */
export const sign = (x: Value): Value => only('Sign', [x]);
export const sqrt = (x: Value): Value => only('Sqrt', [x]);
export const square = (x: Value): Value => mul(x, x);
/** `1 − x`. */
export const oneMinus = (x: Value): Value => sub(scalar(x, 1), x);
export const sigmoid = (x: Value): Value => only('Sigmoid', [x]);
export const tanh = (x: Value): Value => only('Tanh', [x]);
export const relu = (x: Value): Value => only('Relu', [x]);
/** `x` above zero, `alpha · x` below. */
export const leakyRelu = (x: Value, alpha: number): Value => only('LeakyRelu', [x], { alpha });
/** `max(0, min(1, alpha · x + beta))`. */
export const hardSigmoid = (x: Value, alpha: number, beta: number): Value =>
  only('HardSigmoid', [x], { alpha, beta });
export const exp = (x: Value): Value => only('Exp', [x]);
/** The error function. */
export const erf = (x: Value): Value => only('Erf', [x]);
/** `x` above zero, `exp(x) − 1` below (Clevert et al. 2016, α = 1). */
export const elu = (x: Value): Value => only('Elu', [x]);
/** Klambauer et al. 2017. */
export const selu = (x: Value): Value => only('Selu', [x]);
/** `ln(1 + exp(x))`. */
export const softplus = (x: Value): Value => only('Softplus', [x]);
/** `x / (1 + |x|)`. */
export const softsign = (x: Value): Value => only('Softsign', [x]);
/** Positive and of sum 1 along `axis`. */
export const softmax = (x: Value, axis: number): Value => only('Softmax', [x], { axis });
/** What is outside of the range is brought to its ends. */
export const clip = (x: Value, low: number, high: number): Value =>
  only('Clip', [x, scalar(x, low), scalar(x, high)]);
/** uint8 (or any number type) to float32. */
export const toFloat = (x: Value): Value => only('Cast', [x], { to: 1 });
/** Matrix product over the last two axes; those before broadcast. */
export const matMul = (a: Value, b: Value): Value => only('MatMul', [a, b]);
/** Axis `i` of the result is axis `perm[i]` of `x`. */
export const transpose = (x: Value, perm: readonly number[]): Value =>
  perm.every((axis, index) => axis === index) ? x : only('Transpose', [x], { perm });
/** The values one after the other along `axis`. */
export const concat = (values: readonly Value[], axis: number): Value =>
  values.length === 1 ? values[0]! : only('Concat', values, { axis });
/** Adds up values of one shape. */
export const sum = (values: readonly Value[]): Value =>
  values.length === 1 ? values[0]! : only('Sum', values);
/** The largest of some values, element by element. */
export const maximum = (values: readonly Value[]): Value =>
  values.length === 1 ? values[0]! : only('Max', values);
/** The smallest of some values, element by element. */
export const minimum = (values: readonly Value[]): Value =>
  values.length === 1 ? values[0]! : only('Min', values);
/** Reduced axes stay, with size 1. */
export const reduceMax = (x: Value, axes: readonly number[]): Value =>
  only('ReduceMax', [x], { axes });
/** Reduced axes stay, with size 1. */
export const reduceSum = (x: Value, axes: readonly number[]): Value =>
  only('ReduceSum', [x], { axes });
/** Reduced axes stay, with size 1. */
export const reduceMean = (x: Value, axes: readonly number[]): Value =>
  only('ReduceMean', [x], { axes });
/** Zeros around `x`: `pads` are all beginnings, then all ends. */
export const pad = (x: Value, pads: readonly number[]): Value =>
  pads.every((size) => size === 0) ? x : only('Pad', [x], { pads });
/** Repeats axes of size 1 until `x` has `shape`. */
export const expand = (x: Value, shape: readonly number[]): Value => only('Expand', [x], { shape });

/** The same elements, row by row, in another shape. A size of 0 keeps the input's size on that axis (the batch, whose size may be unknown). */
export function reshape(x: Value, shape: readonly number[]): Value {
  return only('Reshape', [x], { shape });
}

/** Equal parts along an axis; `[x]` itself for one part. */
export function split(x: Value, axis: number, parts: number): readonly Value[] {
  if (parts === 1) return [x];
  const size = sizeAt(x.shape, axis) / parts;
  return x.graph.apply('Split', [x], { axis, split: Array.from({ length: parts }, () => size) });
}

/** Parts of the given sizes along an axis. */
export function splitSizes(x: Value, axis: number, sizes: readonly number[]): readonly Value[] {
  return sizes.length === 1 ? [x] : x.graph.apply('Split', [x], { axis, split: sizes });
}

/** Elements `start`, `start + step`, … before `end` of one axis. */
export interface SliceRange {
  readonly axis: number;
  readonly start: number;
  /** Not included. */
  readonly end: number;
  /** Default 1. Negative ones go backwards; an `end` of `−size − 1` then takes the first element too. */
  readonly step?: number;
}

/** Part of `x` along some axes; `x` itself where that is all of it. */
export function slice(x: Value, ranges: readonly SliceRange[]): Value {
  const whole = ranges.every(
    ({ axis, start, end, step = 1 }) => start === 0 && step === 1 && end === x.shape[axis],
  );
  if (whole) return x;
  return only('Slice', [x], {
    starts: ranges.map(({ start }) => start),
    ends: ranges.map(({ end }) => end),
    axes: ranges.map(({ axis }) => axis),
    steps: ranges.map(({ step = 1 }) => step),
  });
}

interface ConvolutionOptions {
  /** One number an output channel. */
  readonly bias?: Value;
  /** Channels in so many groups, each convolved by itself. Default 1. */
  readonly groups?: number;
}

/** Cross-correlation of `x`, `[n, in, …]`, with `weight`, `[out, in / groups, …kernel]`. */
export function conv(x: Value, weight: Value, options: Convolution & ConvolutionOptions): Value {
  return only('Conv', ...convolutionNode(x, weight, options));
}

/** The transpose of {@link conv}'s map: `x` is `[n, in, …]`, `weight` is `[in, out / groups, …kernel]`. */
export function convTranspose(
  x: Value,
  weight: Value,
  options: TransposedConvolution & ConvolutionOptions,
): Value {
  return only('ConvTranspose', ...convolutionNode(x, weight, options));
}

function convolutionNode(
  x: Value,
  weight: Value,
  options: (Convolution | TransposedConvolution) & ConvolutionOptions,
): [inputs: Value[], attributes: Attributes] {
  const { bias, groups = 1 } = options;
  return [
    bias ? [x, weight, bias] : [x, weight],
    { ...convolutionAttributes(options), ...(groups > 1 && { group: groups }) },
  ];
}

/** How the windows of a pool lie, if not side by side. */
export interface PoolWindows {
  /** Default: the window's size. */
  readonly strides?: readonly number[];
  /** Borders that count nowhere: all beginnings, then all ends. Default: none. */
  readonly pads?: readonly number[];
}

function poolAttributes(
  size: readonly number[],
  { strides = size, pads = [] }: PoolWindows = {},
): Attributes {
  return { kernel_shape: size, strides, ...(pads.some((each) => each > 0) && { pads }) };
}

/** Mean of each window of `size`; what does not fill a window is left out. */
export const averagePool = (x: Value, size: readonly number[], windows?: PoolWindows): Value =>
  only('AveragePool', [x], poolAttributes(size, windows));

/** Largest of each window of `size`; what does not fill a window is left out. */
export const maxPool = (x: Value, size: readonly number[], windows?: PoolWindows): Value =>
  only('MaxPool', [x], poolAttributes(size, windows));

/**
 * Puts each element of a max pool's result back where `indices` say it came from, zeros elsewhere.
 * `size` is that of the pool's tiles, `shape` that of its input.
 */
export function maxUnpool(
  x: Value,
  indices: Value,
  { size, shape }: { readonly size: readonly number[]; readonly shape: Shape },
): Value {
  return only('MaxUnpool', [x, indices], { ...poolAttributes(size), shape: fixedShape(shape) });
}

const resizings = {
  nearest: {
    mode: 'nearest',
    coordinate_transformation_mode: 'asymmetric',
    nearest_mode: 'floor',
  },
  linear: { mode: 'linear', coordinate_transformation_mode: 'half_pixel' },
  linearAligned: { mode: 'linear', coordinate_transformation_mode: 'align_corners' },
} as const;

/**
 * Each axis of `x`, the batch's too, `factors` times as long: elements repeated, or a line between
 * neighbours, with half-pixel centres or from corner to corner. ONNX Runtime draws lines along the last
 * two or three axes.
 */
export function resize(
  x: Value,
  factors: readonly number[],
  interpolation: keyof typeof resizings,
): Value {
  const nobody = x.graph.literal(new Float32Array(0), [0]);
  const scales = x.graph.literal(Float32Array.from(factors), [factors.length]);
  return only('Resize', [x, nobody, scales], resizings[interpolation]);
}

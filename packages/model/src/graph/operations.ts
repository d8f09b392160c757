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

interface Biased {
  /** One number an output channel. */
  readonly bias?: Value;
}

/** Cross-correlation of `x`, `[n, in, …]`, with `weight`, `[out, in, …kernel]`. */
export function conv(x: Value, weight: Value, options: Convolution & Biased): Value {
  const inputs = options.bias ? [x, weight, options.bias] : [x, weight];
  return only('Conv', inputs, convolutionAttributes(options));
}

/** The transpose of {@link conv}'s map: `x` is `[n, in, …]`, `weight` is `[in, out, …kernel]`. */
export function convTranspose(
  x: Value,
  weight: Value,
  options: TransposedConvolution & Biased,
): Value {
  const inputs = options.bias ? [x, weight, options.bias] : [x, weight];
  return only('ConvTranspose', inputs, convolutionAttributes(options));
}

const tiling = (size: readonly number[]): Attributes => ({ kernel_shape: size, strides: size });

/** Mean of each tile of `size`; what does not fill a tile is left out. */
export const averagePool = (x: Value, size: readonly number[]): Value =>
  only('AveragePool', [x], tiling(size));

/** Largest of each tile of `size`; what does not fill a tile is left out. */
export const maxPool = (x: Value, size: readonly number[]): Value =>
  only('MaxPool', [x], tiling(size));

/**
 * Puts each element of a max pool's result back where `indices` say it came from, zeros elsewhere.
 * `size` is the pool's, `shape` that of its input.
 */
export function maxUnpool(
  x: Value,
  indices: Value,
  { size, shape }: { readonly size: readonly number[]; readonly shape: Shape },
): Value {
  return only('MaxUnpool', [x, indices], { ...tiling(size), shape: fixedShape(shape) });
}

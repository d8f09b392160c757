import type { Graph } from './graph.ts';

/** Element types a graph uses. */
export type DataType = 'float32' | 'uint8' | 'int64';

/** A size, or the name of one that is only known at run time (the batch, always first). */
export type Dimension = number | string;

export type Shape = readonly Dimension[];

export type TensorData = Float32Array | Uint8Array | BigInt64Array;

/** A tensor in a graph: an input, a constant, or what a node gives. */
export interface Value {
  readonly graph: Graph;
  /** Unique in its graph; the tensor's name in the ONNX file. */
  readonly name: string;
  readonly type: DataType;
  readonly shape: Shape;
}

/** The size of `shape` where it is known, else a TypeError that names the axis. */
export function sizeAt(shape: Shape, axis: number): number {
  const size = shape.at(axis);
  if (typeof size !== 'number') {
    throw new TypeError(`axis ${axis} of [${shape.join(', ')}] has no fixed size`);
  }
  return size;
}

/** Every size of `shape`; a TypeError where one is not known. */
export function fixedShape(shape: Shape): number[] {
  return shape.map((_, axis) => sizeAt(shape, axis));
}

/** Number of elements of a shape with fixed sizes. */
export function elementCount(shape: Shape): number {
  return fixedShape(shape).reduce((product, size) => product * size, 1);
}

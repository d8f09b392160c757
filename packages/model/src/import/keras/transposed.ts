import { elementCount } from '../../graph/value.ts';

/** Numbers with their shape, row by row. */
export interface ShapedNumbers {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Axis `i` of the result is axis `axes[i]` of the numbers (NumPy's transpose). */
export function transposed(
  { shape, values }: ShapedNumbers,
  axes: readonly number[],
): Float32Array {
  const strides = shape.map((_, axis) => elementCount(shape.slice(axis + 1)));
  const sizes = axes.map((axis) => shape[axis]!);
  const steps = axes.map((axis) => strides[axis]!);
  const result = new Float32Array(values.length);
  const position = sizes.map(() => 0);
  let from = 0;
  for (let index = 0; index < result.length; index += 1) {
    result[index] = values[from]!;
    for (let axis = sizes.length - 1; axis >= 0; axis -= 1) {
      position[axis]! += 1;
      from += steps[axis]!;
      if (position[axis]! < sizes[axis]!) break;
      from -= steps[axis]! * sizes[axis]!;
      position[axis] = 0;
    }
  }
  return result;
}

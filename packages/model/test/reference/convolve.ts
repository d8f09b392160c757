import type { Padding } from '../../src/spec/sizes.ts';
import { placeOf, positionsIn, zeros64, type Array64 } from './array64.ts';

export interface ReferenceConvolution {
  readonly stride: number | readonly number[];
  readonly dilation?: number | readonly number[];
  readonly padding: Padding;
  readonly groups?: number;
}

export const onAxis = (value: number | readonly number[], axis: number): number =>
  typeof value === 'number' ? value : value[axis]!;

/** How a window moves along one axis. */
export interface WindowAxis {
  readonly stride: number;
  readonly dilation: number;
  /** Padding at the beginning. */
  readonly before: number;
  /** Number of windows. */
  readonly length: number;
}

/** How windows of `kernel` move over `sizes`; `same` as in Keras. */
export function windowAxes(
  sizes: readonly number[],
  kernel: readonly number[],
  { stride: strides, dilation: dilations = 1, padding }: ReferenceConvolution,
): WindowAxis[] {
  return sizes.map((size, axis) => {
    const stride = onAxis(strides, axis);
    const dilation = onAxis(dilations, axis);
    const reach = dilation * (kernel[axis]! - 1) + 1;
    if (padding === 'same') {
      const length = Math.ceil(size / stride);
      const missing = Math.max((length - 1) * stride + reach - size, 0);
      return { stride, dilation, before: Math.floor(missing / 2), length };
    }
    const [before, after] = bordersOf(padding === 'valid' ? 0 : padding, axis, sizes.length);
    const length = Math.floor((size + before + after - reach) / stride) + 1;
    return { stride, dilation, before, length };
  });
}

function bordersOf(
  padding: number | readonly number[],
  axis: number,
  rank: number,
): readonly [number, number] {
  return [onAxis(padding, axis), onAxis(padding, axis + rank)];
}

/** `x`: `[in, …]`, `kernel`: `[out, in / groups, …]`, by the definition. */
export function convolve(x: Array64, kernel: Array64, options: ReferenceConvolution): Array64 {
  const [outputs, inputs, ...window] = kernel.shape;
  const axes = windowAxes(x.shape.slice(1), window, options);
  const y = zeros64([outputs!, ...axes.map(({ length }) => length)]);
  const eachGroup = outputs! / (options.groups ?? 1);
  for (const [index, [output, ...place]] of positionsIn(y.shape).entries()) {
    const firstInput = Math.floor(output! / eachGroup) * inputs!;
    for (const [input, ...offset] of positionsIn([inputs!, ...window])) {
      const from = axes.map(
        ({ stride, dilation, before }, axis) =>
          place[axis]! * stride + offset[axis]! * dilation - before,
      );
      const source = placeOf(x.shape, [firstInput + input!, ...from]);
      if (source === undefined) continue;
      const weight = kernel.data[placeOf(kernel.shape, [output!, input!, ...offset])!]!;
      y.data[index]! += weight * x.data[source]!;
    }
  }
  return y;
}

export interface ReferenceSpread extends ReferenceConvolution {
  readonly outputPadding?: number | readonly number[];
}

/** Each element of `x`, `[in, …]`, spread over its window by `kernel`, `[in, out / groups, …]`. */
export function spread(x: Array64, kernel: Array64, options: ReferenceSpread): Array64 {
  const [inputs, each, ...window] = kernel.shape;
  const { padding, groups = 1 } = options;
  const rank = window.length;
  const axes = x.shape.slice(1).map((size, axis) => {
    const stride = onAxis(options.stride, axis);
    const dilation = onAxis(options.dilation ?? 1, axis);
    const reach = dilation * (window[axis]! - 1) + 1;
    const over = Math.max(reach - stride, 0);
    if (padding === 'same')
      return { stride, dilation, before: Math.floor(over / 2), length: size * stride };
    if (padding === 'valid') return { stride, dilation, before: 0, length: size * stride + over };
    const [before, after] = bordersOf(padding, axis, rank);
    const extra = onAxis(options.outputPadding ?? 0, axis);
    const length = (size - 1) * stride + reach - before - after + extra;
    return { stride, dilation, before, length };
  });
  const y = zeros64([each! * groups, ...axes.map(({ length }) => length)]);
  for (const [index, [input, ...place]] of positionsIn([inputs!, ...x.shape.slice(1)]).entries()) {
    const firstOutput = Math.floor(input! / (inputs! / groups)) * each!;
    for (const [output, ...offset] of positionsIn([each!, ...window])) {
      const to = axes.map(
        ({ stride, dilation, before }, axis) =>
          place[axis]! * stride + offset[axis]! * dilation - before,
      );
      const target = placeOf(y.shape, [firstOutput + output!, ...to]);
      if (target === undefined) continue;
      const weight = kernel.data[placeOf(kernel.shape, [input!, output!, ...offset])!]!;
      y.data[target]! += weight * x.data[index]!;
    }
  }
  return y;
}

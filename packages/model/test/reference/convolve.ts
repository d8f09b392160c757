import { placeOf, positionsIn, zeros64, type Array64 } from './array64.ts';

export interface ReferenceConvolution {
  readonly stride: number | readonly number[];
  readonly dilation?: number | readonly number[];
  readonly padding: 'same' | 'valid';
}

const at = (value: number | readonly number[], axis: number): number =>
  typeof value === 'number' ? value : value[axis]!;

/** `x`: `[in, …]`, `kernel`: `[out, in, …]`, by the definition; `same` as in Keras. */
export function convolve(x: Array64, kernel: Array64, options: ReferenceConvolution): Array64 {
  const [outputs, inputs, ...window] = kernel.shape;
  const axes = x.shape.slice(1).map((size, axis) => {
    const stride = at(options.stride, axis);
    const dilation = at(options.dilation ?? 1, axis);
    const reach = dilation * (window[axis]! - 1) + 1;
    if (options.padding === 'valid') {
      return { stride, dilation, before: 0, length: Math.floor((size - reach) / stride) + 1 };
    }
    const length = Math.ceil(size / stride);
    const missing = Math.max((length - 1) * stride + reach - size, 0);
    return { stride, dilation, before: Math.floor(missing / 2), length };
  });
  const y = zeros64([outputs!, ...axes.map(({ length }) => length)]);
  for (const [index, [output, ...place]] of positionsIn(y.shape).entries()) {
    for (const [input, ...offset] of positionsIn([inputs!, ...window])) {
      const from = axes.map(
        ({ stride, dilation, before }, axis) =>
          place[axis]! * stride + offset[axis]! * dilation - before,
      );
      const source = placeOf(x.shape, [input!, ...from]);
      if (source === undefined) continue;
      const weight = kernel.data[placeOf(kernel.shape, [output!, input!, ...offset])!]!;
      y.data[index]! += weight * x.data[source]!;
    }
  }
  return y;
}

/** Each element of `x`, `[in, …]`, spread over its window by `kernel`, `[in, out, …]`. */
export function spread(x: Array64, kernel: Array64, options: ReferenceConvolution): Array64 {
  const [inputs, outputs, ...window] = kernel.shape;
  const axes = x.shape.slice(1).map((size, axis) => {
    const stride = at(options.stride, axis);
    const valid = options.padding === 'valid';
    return {
      stride,
      before: valid ? 0 : Math.floor(Math.max(window[axis]! - stride, 0) / 2),
      length: valid ? (size - 1) * stride + window[axis]! : size * stride,
    };
  });
  const y = zeros64([outputs!, ...axes.map(({ length }) => length)]);
  for (const [index, [input, ...place]] of positionsIn([inputs!, ...x.shape.slice(1)]).entries()) {
    for (const [output, ...offset] of positionsIn([outputs!, ...window])) {
      const to = axes.map(
        ({ stride, before }, axis) => place[axis]! * stride + offset[axis]! - before,
      );
      const target = placeOf(y.shape, [output!, ...to]);
      if (target === undefined) continue;
      const weight = kernel.data[placeOf(kernel.shape, [input!, output!, ...offset])!]!;
      y.data[target]! += weight * x.data[index]!;
    }
  }
  return y;
}

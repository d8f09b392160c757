import type { Convolution, TransposedConvolution } from '../graph/operations.ts';

/** A spec's `perAxis` value as one number for each of `rank` spatial axes. */
export function perAxis(value: number | readonly number[], rank: number): readonly number[] {
  if (typeof value === 'number') return Array.from({ length: rank }, () => value);
  if (value.length !== rank) {
    throw new RangeError(`[${value.join(', ')}] should have one number for each of ${rank} axes`);
  }
  return value;
}

interface ConvolutionSpec {
  readonly kernelSize: number | readonly number[];
  readonly stride: number | readonly number[];
  readonly padding: 'same' | 'valid';
  readonly dilation?: number | readonly number[];
}

/** Padding and the rest, as ONNX wants them, for an input of these spatial sizes. */
export function convolutionAttributes(
  spec: ConvolutionSpec,
  sizes: readonly number[],
): Convolution {
  const rank = sizes.length;
  const kernelSize = perAxis(spec.kernelSize, rank);
  const strides = perAxis(spec.stride, rank);
  const dilations = perAxis(spec.dilation ?? 1, rank);
  const totals = sizes.map((size, axis) => {
    if (spec.padding === 'valid') return 0;
    const reach = dilations[axis]! * (kernelSize[axis]! - 1) + 1;
    const steps = Math.ceil(size / strides[axis]!) - 1;
    return Math.max(steps * strides[axis]! + reach - size, 0);
  });
  const begins = totals.map((total) => Math.floor(total / 2));
  const ends = totals.map((total, axis) => total - begins[axis]!);
  return { kernelSize, strides, dilations, pads: [...begins, ...ends] };
}

/** The same for a transposed convolution: `same` multiplies each size by the stride. */
export function transposedAttributes(
  spec: ConvolutionSpec,
  rank: number,
): TransposedConvolution {
  const kernelSize = perAxis(spec.kernelSize, rank);
  const strides = perAxis(spec.stride, rank);
  const over = kernelSize.map((size, axis) => (spec.padding === 'valid' ? 0 : size - strides[axis]!));
  const begins = over.map((total) => Math.floor(Math.max(total, 0) / 2));
  const ends = over.map((total, axis) => Math.max(total, 0) - begins[axis]!);
  return {
    kernelSize,
    strides,
    dilations: perAxis(1, rank),
    pads: [...begins, ...ends],
    outputPadding: over.map((total) => Math.max(-total, 0)),
  };
}

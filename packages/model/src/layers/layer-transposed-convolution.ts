import type { TransposedConvolution } from '../graph/convolution.ts';
import { perAxis } from './per-axis.ts';

interface TransposedConvolutionSpec {
  readonly kernelSize: number | readonly number[];
  readonly stride: number | readonly number[];
  readonly padding: 'same' | 'valid';
}

/** A layer's transposed convolution over `rank` axes; `same` multiplies each size by the stride. */
export function layerTransposedConvolution(
  spec: TransposedConvolutionSpec,
  rank: number,
): TransposedConvolution {
  const kernelSize = perAxis(spec.kernelSize, rank);
  const strides = perAxis(spec.stride, rank);
  const over = kernelSize.map((size, axis) =>
    spec.padding === 'valid' ? 0 : size - strides[axis]!,
  );
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

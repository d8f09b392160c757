import type { Convolution } from '../graph/convolution.ts';
import { perAxis } from './per-axis.ts';

interface ConvolutionSpec {
  readonly kernelSize: number | readonly number[];
  readonly stride: number | readonly number[];
  readonly padding: 'same' | 'valid';
  readonly dilation: number | readonly number[];
}

/** A layer's convolution for an input of these spatial sizes. */
export function layerConvolution(spec: ConvolutionSpec, sizes: readonly number[]): Convolution {
  const rank = sizes.length;
  const kernelSize = perAxis(spec.kernelSize, rank);
  const strides = perAxis(spec.stride, rank);
  const dilations = perAxis(spec.dilation, rank);
  const totals = sizes.map((size, axis) => {
    if (spec.padding === 'valid') return 0;
    const reach = dilations[axis]! * (kernelSize[axis]! - 1) + 1;
    const steps = Math.ceil(size / strides[axis]!) - 1;
    return Math.max(steps * strides[axis]! + reach - size, 0);
  });
  // Keras' rule: the odd pixel goes to the end.
  const begins = totals.map((total) => Math.floor(total / 2));
  const ends = totals.map((total, axis) => total - begins[axis]!);
  return { kernelSize, strides, dilations, pads: [...begins, ...ends] };
}

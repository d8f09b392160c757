import type { Convolution } from '../graph/convolution.ts';
import type { Padding, PerAxis } from '../spec/sizes.ts';
import { borderSizes } from './border-sizes.ts';
import { perAxis } from './per-axis.ts';

interface WindowSpec {
  readonly kernelSize: PerAxis;
  readonly stride: PerAxis;
  readonly padding: Padding;
  readonly dilation: PerAxis;
}

/** How a layer's window moves over an input of these spatial sizes. */
export function layerConvolution(spec: WindowSpec, sizes: readonly number[]): Convolution {
  const rank = sizes.length;
  const kernelSize = perAxis(spec.kernelSize, rank);
  const strides = perAxis(spec.stride, rank);
  const dilations = perAxis(spec.dilation, rank);
  const { padding } = spec;
  if (padding !== 'same' && padding !== 'valid')
    return { kernelSize, strides, dilations, pads: borderSizes(padding, rank) };
  const totals = sizes.map((size, axis) => {
    if (padding === 'valid') return 0;
    const reach = dilations[axis]! * (kernelSize[axis]! - 1) + 1;
    const steps = Math.ceil(size / strides[axis]!) - 1;
    return Math.max(steps * strides[axis]! + reach - size, 0);
  });
  // Keras' rule: the odd pixel goes to the end.
  const begins = totals.map((total) => Math.floor(total / 2));
  const ends = totals.map((total, axis) => total - begins[axis]!);
  return { kernelSize, strides, dilations, pads: [...begins, ...ends] };
}

import type { TransposedConvolution } from '../graph/convolution.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import { borderSizes } from './border-sizes.ts';
import { perAxis } from './per-axis.ts';

type TransposedConvolutionSpec = Pick<
  LayerOf<'convTranspose'>,
  'kernelSize' | 'stride' | 'padding' | 'dilation' | 'outputPadding'
>;

/** A layer's transposed convolution over `rank` axes. Throws RangeError where it contradicts itself. */
export function layerTransposedConvolution(
  spec: TransposedConvolutionSpec,
  rank: number,
): TransposedConvolution {
  const kernelSize = perAxis(spec.kernelSize, rank);
  const strides = perAxis(spec.stride, rank);
  const dilations = perAxis(spec.dilation, rank);
  const outputPadding = perAxis(spec.outputPadding, rank);
  const { padding } = spec;
  if (padding !== 'same' && padding !== 'valid') {
    const uneven = outputPadding.findIndex((size, axis) => size >= strides[axis]!);
    if (uneven >= 0) {
      throw new RangeError(
        `an outputPadding of ${outputPadding[uneven]} is not less than the stride of ${strides[uneven]}; make it smaller`,
      );
    }
    const pads = borderSizes(padding, rank);
    return { kernelSize, strides, dilations, pads, outputPadding };
  }
  if (outputPadding.some((size) => size > 0)) {
    throw new RangeError(
      `padding ${padding} settles the size and takes no outputPadding; give the padding in numbers`,
    );
  }
  // How far the windows reach beyond (or stay behind) the size times the stride.
  const over = kernelSize.map((size, axis) => dilations[axis]! * (size - 1) + 1 - strides[axis]!);
  const cut = over.map((total) => (padding === 'same' ? Math.max(total, 0) : 0));
  const begins = cut.map((total) => Math.floor(total / 2));
  const ends = cut.map((total, axis) => total - begins[axis]!);
  return {
    kernelSize,
    strides,
    dilations,
    pads: [...begins, ...ends],
    outputPadding: over.map((total) => Math.max(-total, 0)),
  };
}

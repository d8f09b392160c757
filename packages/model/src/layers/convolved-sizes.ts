import { convolvedSize } from '../graph/convolution-size.ts';
import { convolutionAttributes, type Convolution } from '../graph/convolution.ts';

/** The spatial sizes that a convolution makes of `sizes`. */
export function convolvedSizes(sizes: readonly number[], convolution: Convolution): number[] {
  const attributes = convolutionAttributes(convolution);
  return sizes.map((size, axis) => convolvedSize(size, axis, attributes));
}

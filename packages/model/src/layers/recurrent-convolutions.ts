import type { Convolution } from '../graph/convolution.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import { convolvedSizes } from './convolved-sizes.ts';
import { layerConvolution } from './layer-convolution.ts';

/** A recurrent layer's two convolutions for an input of these spatial sizes. */
export function recurrentConvolutions(
  layer: LayerOf<'convLstm'> | LayerOf<'convGru'>,
  sizes: readonly number[],
): { readonly onInput: Convolution; readonly onHidden: Convolution } {
  const { kernelSize, dilation, hiddenKernelSize = kernelSize, hiddenDilation = dilation } = layer;
  const onInput = layerConvolution(layer, sizes);
  // The hidden state keeps its size: it is convolved at stride 1 with its borders padded.
  const onHidden = layerConvolution(
    { kernelSize: hiddenKernelSize, stride: 1, padding: 'same', dilation: hiddenDilation },
    convolvedSizes(sizes, onInput),
  );
  return { onInput, onHidden };
}

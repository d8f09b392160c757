import { averagePool, maxPool } from '../graph/operations.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import { convolvedSizes } from './convolved-sizes.ts';
import { layerConvolution } from './layer-convolution.ts';
import type { LayerLowering } from './layer-lowering.ts';
import { spatialSizes } from './spatial-sizes.ts';

/** Largest or mean of each window. */
export const poolLayer: LayerLowering<LayerOf<'pool'>> = {
  describe(layer, [channels, ...sizes]) {
    const { kernelSize, pads, ...window } = windowsOf(layer, sizes);
    const empty = pads.find((size, index) => size >= kernelSize[index % sizes.length]!);
    if (empty !== undefined) {
      throw new RangeError(
        `a padding of ${empty} leaves windows of ${kernelSize.join('×')} empty; make it smaller than they are`,
      );
    }
    return {
      outputShape: [channels!, ...convolvedSizes(sizes, { kernelSize, pads, ...window })],
      parameters: [],
      states: [],
    };
  },
  lower(layer, x) {
    const { kernelSize, strides, pads } = windowsOf(layer, spatialSizes(x));
    const pool = layer.kind === 'max' ? maxPool : averagePool;
    return pool(x, kernelSize, { strides, pads });
  },
};

function windowsOf({ size, stride = size, padding }: LayerOf<'pool'>, sizes: readonly number[]) {
  return layerConvolution({ kernelSize: size, stride, padding, dilation: 1 }, sizes);
}

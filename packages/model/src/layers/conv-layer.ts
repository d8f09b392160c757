import { conv } from '../graph/operations.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import { activate } from './activate.ts';
import { biasParameter } from './bias-parameter.ts';
import { convolvedSizes } from './convolved-sizes.ts';
import { channelsPerGroup } from './channels-per-group.ts';
import { checkSlope } from './check-slope.ts';
import { kernelParameter } from './kernel-parameter.ts';
import { layerConvolution } from './layer-convolution.ts';
import type { LayerLowering } from './layer-lowering.ts';
import { spatialSizes } from './spatial-sizes.ts';

/** Convolution, bias, activation. Kernel `[out, in / groups, …]`. */
export const convLayer: LayerLowering<LayerOf<'conv'>> = {
  describe(layer, [channels, ...sizes]) {
    checkSlope(layer);
    const convolution = layerConvolution(layer, sizes);
    const { inputs } = channelsPerGroup(layer, channels!);
    return {
      outputShape: [layer.filters, ...convolvedSizes(sizes, convolution)],
      parameters: [
        kernelParameter('weight', [layer.filters, inputs], convolution.kernelSize),
        biasParameter(layer.filters),
      ],
      states: [],
    };
  },
  lower(layer, x, { parameter }) {
    const y = conv(x, parameter('weight'), {
      ...layerConvolution(layer, spatialSizes(x)),
      bias: parameter('bias'),
      groups: layer.groups,
    });
    return activate(y, layer.activation, layer.negativeSlope);
  },
};

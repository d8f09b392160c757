import { transposedSize } from '../graph/convolution-size.ts';
import { convolutionAttributes } from '../graph/convolution.ts';
import { convTranspose } from '../graph/operations.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import { activate } from './activate.ts';
import { biasParameter } from './bias-parameter.ts';
import { channelsPerGroup } from './channels-per-group.ts';
import { checkSlope } from './check-slope.ts';
import { kernelParameter } from './kernel-parameter.ts';
import type { LayerLowering } from './layer-lowering.ts';
import { layerTransposedConvolution } from './layer-transposed-convolution.ts';
import { spatialSizes } from './spatial-sizes.ts';

/** Transposed convolution, bias, activation. Kernel `[in, out / groups, …]`, as ONNX has it. */
export const convTransposeLayer: LayerLowering<LayerOf<'convTranspose'>> = {
  describe(layer, [channels, ...sizes]) {
    checkSlope(layer);
    const convolution = layerTransposedConvolution(layer, sizes.length);
    const attributes = convolutionAttributes(convolution);
    const { outputs } = channelsPerGroup(layer, channels!);
    return {
      outputShape: [
        layer.filters,
        ...sizes.map((size, axis) => transposedSize(size, axis, attributes)),
      ],
      parameters: [
        kernelParameter('weight', [channels!, outputs], convolution.kernelSize),
        biasParameter(layer.filters),
      ],
      states: [],
    };
  },
  lower(layer, x, { parameter }) {
    const y = convTranspose(x, parameter('weight'), {
      ...layerTransposedConvolution(layer, spatialSizes(x).length),
      bias: parameter('bias'),
      groups: layer.groups,
    });
    return activate(y, layer.activation, layer.negativeSlope);
  },
};

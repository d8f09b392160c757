import { z } from 'zod';
import { biasOf, convolutionSchema, outputsFirst } from './convert-convolution.ts';
import { ownActivation } from './keras-activation.ts';
import { inputOf, type LayerCall, type LayerConverter } from './layer-call.ts';
import { rankIn, spatialAxes } from './spatial-window.ts';
import { transposed } from './transposed.ts';
import { UnsupportedLayer } from './unsupported-layer.ts';

const depthwiseSchema = convolutionSchema.extend({
  depth_multiplier: z.int().positive().default(1),
});
const separableSchema = depthwiseSchema.extend({ filters: z.int().positive() });

/** The convolution of each channel by itself that both layers begin with. */
function depthwise(call: LayerCall) {
  const config = depthwiseSchema.parse(call.config);
  const [channels] = inputOf(call).shape;
  const axes = spatialAxes(call, rankIn(call.type));
  if (config.padding === 'causal') throw new UnsupportedLayer('its padding is causal');
  const kernelSize = axes.perAxis(config.kernel_size, 1, 'kernel_size');
  const shape = [...kernelSize, channels!, config.depth_multiplier];
  const rank = kernelSize.length;
  return {
    config,
    filters: channels! * config.depth_multiplier,
    expected: { name: 'depthwise_kernel', shape },
    layer: {
      type: 'conv' as const,
      filters: channels! * config.depth_multiplier,
      kernelSize,
      stride: axes.perAxis(config.strides, 1, 'strides'),
      dilation: axes.perAxis(config.dilation_rate, 1, 'dilation_rate'),
      groups: channels!,
      padding: config.padding,
    },
    /** `[…spatial, in, multiplier]` to `[in · multiplier, 1, …spatial]`. */
    weightFrom: (values: Float32Array): Float32Array =>
      transposed({ shape, values }, [rank, rank + 1, ...kernelSize.map((_, axis) => axis)]),
  };
}

/** `DepthwiseConv1D`, `DepthwiseConv2D`. */
export const convertDepthwise: LayerConverter = (call) => {
  const { config, filters, expected, layer, weightFrom } = depthwise(call);
  const activation = ownActivation(call);
  const [kernel, bias] = call.weights([expected, ...biasOf(config, filters)]);
  const result = call.network.add(call.name, inputOf(call), {
    ...layer,
    activation: activation.own,
    weights: { weight: weightFrom(kernel!), bias: bias ?? new Float32Array(filters) },
  });
  return activation.behind(result);
};

/** `SeparableConv1D`, `SeparableConv2D`: each channel by itself, then all of them at each place. */
export const convertSeparable: LayerConverter = (call) => {
  const first = depthwise(call);
  const { filters } = separableSchema.parse(call.config);
  const activation = ownActivation(call);
  const ones = first.layer.kernelSize.map(() => 1);
  const pointwise = { name: 'pointwise_kernel', shape: [...ones, first.filters, filters] };
  const [depth, point, bias] = call.weights([
    first.expected,
    pointwise,
    ...biasOf(first.config, filters),
  ]);
  const between = call.network.add(`${call.name}_depthwise`, inputOf(call), {
    ...first.layer,
    weights: {
      weight: first.weightFrom(depth!),
      bias: new Float32Array(first.filters),
    },
  });
  const result = call.network.add(call.name, between, {
    type: 'conv',
    filters,
    kernelSize: 1,
    activation: activation.own,
    weights: {
      weight: outputsFirst(point!, ones, [first.filters, filters]),
      bias: bias ?? new Float32Array(filters),
    },
  });
  return activation.behind(result);
};

import { z } from 'zod';
import { ownActivation } from './keras-activation.ts';
import type { ExpectedWeight } from './keras-weights.ts';
import { addTo, inputOf, type LayerConverter } from './layer-call.ts';
import { rankIn, sizesSchema, spatialAxes } from './spatial-window.ts';
import { transposed } from './transposed.ts';

export const convolutionSchema = z.object({
  kernel_size: sizesSchema,
  strides: sizesSchema.default(1),
  padding: z.enum(['same', 'valid', 'causal']).default('valid'),
  dilation_rate: sizesSchema.default(1),
  use_bias: z.boolean().default(true),
});

const schema = convolutionSchema.extend({
  filters: z.int().positive(),
  groups: z.int().positive().nullish(),
});

/** `Conv1D`, `Conv2D`, `Conv3D`. Kernel `[…spatial, in, out]`. */
export const convertConvolution: LayerConverter = (call) => {
  const config = schema.parse(call.config);
  const input = inputOf(call);
  const written = rankIn(call.type);
  const axes = spatialAxes(call, written);
  const kernelSize = axes.perAxis(config.kernel_size, 1, 'kernel_size');
  const stride = axes.perAxis(config.strides, 1, 'strides');
  const dilation = axes.perAxis(config.dilation_rate, 1, 'dilation_rate');
  const activation = ownActivation(call);
  const { filters } = config;
  const groups = config.groups ?? 1;

  const lead = axes.overTime === 'overTime' ? [1] : [];
  const kernel: ExpectedWeight = {
    name: 'kernel',
    shape: [...lead, ...kernelSize, input.shape[0]! / groups, filters],
  };
  const [weight, bias] = call.weights([kernel, ...biasOf(config, filters)]);
  const result = addTo(call, input, {
    type: 'conv',
    filters,
    kernelSize,
    stride,
    dilation,
    groups,
    padding:
      config.padding === 'causal' ? [(kernelSize[0]! - 1) * dilation[0]!, 0] : config.padding,
    activation: activation.own,
    weights: {
      weight: outputsFirst(weight!, kernelSize, kernel.shape.slice(-2)),
      bias: bias ?? new Float32Array(filters),
    },
  });
  return activation.behind(result);
};

/** The bias, where a layer has one. */
export function biasOf(config: { readonly use_bias: boolean }, size: number): ExpectedWeight[] {
  return config.use_bias ? [{ name: 'bias', shape: [size] }] : [];
}

/** `[…spatial, a, b]` to `[b, a, …spatial]`. */
export function outputsFirst(
  values: Float32Array,
  kernelSize: readonly number[],
  channels: readonly number[],
): Float32Array {
  const rank = kernelSize.length;
  const axes = [rank + 1, rank, ...kernelSize.map((_, axis) => axis)];
  return transposed({ shape: [...kernelSize, ...channels], values }, axes);
}

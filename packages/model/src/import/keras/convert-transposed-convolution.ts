import { z } from 'zod';
import { biasOf, convolutionSchema, outputsFirst } from './convert-convolution.ts';
import { ownActivation } from './keras-activation.ts';
import { addTo, inputOf, type LayerConverter } from './layer-call.ts';
import { rankIn, sizesSchema, spatialAxes } from './spatial-window.ts';
import { UnsupportedLayer } from './unsupported-layer.ts';

const schema = convolutionSchema.extend({
  filters: z.int().positive(),
  output_padding: sizesSchema.nullish(),
});

/** `Conv1DTranspose` and so on. Kernel `[…spatial, out, in]`. */
export const convertTransposedConvolution: LayerConverter = (call) => {
  const config = schema.parse(call.config);
  const input = inputOf(call);
  const axes = spatialAxes(call, rankIn(call.type));
  const kernelSize = axes.perAxis(config.kernel_size, 1, 'kernel_size');
  const stride = axes.perAxis(config.strides, 1, 'strides');
  const dilation = axes.perAxis(config.dilation_rate, 1, 'dilation_rate');
  if (dilation.some((each) => each > 1)) throw new UnsupportedLayer('it is dilated');
  const { filters, padding } = config;
  if (padding === 'causal') throw new UnsupportedLayer('its padding is causal');
  const activation = ownActivation(call);

  const lead = axes.overTime === 'overTime' ? [1] : [];
  const channels = [filters, input.shape[0]!];
  const [weight, bias] = call.weights([
    { name: 'kernel', shape: [...lead, ...kernelSize, ...channels] },
    ...biasOf(config, filters),
  ]);
  const extra = config.output_padding ?? undefined;
  const result = addTo(call, input, {
    type: 'convTranspose',
    filters,
    kernelSize,
    stride,
    ...(extra === undefined
      ? { padding }
      : paddedOutput({ kernelSize, stride, padding }, axes.perAxis(extra, 0, 'output_padding'))),
    activation: activation.own,
    weights: {
      weight: outputsFirst(weight!, kernelSize, channels),
      bias: bias ?? new Float32Array(filters),
    },
  });
  return activation.behind(result);
};

interface Window {
  readonly kernelSize: readonly number[];
  readonly stride: readonly number[];
  readonly padding: 'same' | 'valid';
}

/**
 * With `output_padding` Keras makes `(size − 1) · stride + kernel − 2 · pad + extra` of `size`, `pad`
 * being half the kernel for `same`; TensorFlow then cuts off what is too much, the smaller half first.
 */
function paddedOutput({ kernelSize, stride, padding }: Window, extra: readonly number[]) {
  const borders = kernelSize.map((kernel, axis) => {
    const pad = padding === 'same' ? Math.floor(kernel / 2) : 0;
    // What the full result is longer than Keras': cut off where positive, added where negative.
    const surplus = 2 * pad - extra[axis]!;
    if (padding === 'valid') return { begin: 0, end: 0, added: extra[axis]! };
    const begin = Math.floor(Math.max(surplus, 0) / 2);
    return { begin, end: Math.max(surplus, 0) - begin, added: Math.max(-surplus, 0) };
  });
  if (borders.some(({ added }, axis) => added >= stride[axis]!)) {
    throw new UnsupportedLayer('its output_padding is as large as its stride');
  }
  return {
    padding: [...borders.map(({ begin }) => begin), ...borders.map(({ end }) => end)],
    outputPadding: borders.map(({ added }) => added),
  };
}

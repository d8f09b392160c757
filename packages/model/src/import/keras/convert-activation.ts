import { z } from 'zod';
import { activated, kerasActivation } from './keras-activation.ts';
import { axesSchema, mapAxes } from './frame-axes.ts';
import { inputOf, type LayerConverter } from './layer-call.ts';
import { UnsupportedLayer } from './unsupported-layer.ts';

/** `Activation`. */
export const convertActivation: LayerConverter = (call) =>
  activated(call, inputOf(call), kerasActivation(call.config['activation'], call.model));

const number = z.coerce.number();
const reluSchema = z.object({
  max_value: number.nullish(),
  negative_slope: number.nullish(),
  threshold: number.nullish(),
});

/** `ReLU`. */
export const convertRelu: LayerConverter = (call) => {
  const { max_value: most, negative_slope: slope, threshold } = reluSchema.parse(call.config);
  if (threshold) throw new UnsupportedLayer(`its threshold is ${threshold}, where 0 can be had`);
  const input = inputOf(call);
  if (most === null || most === undefined) {
    return activated(
      call,
      input,
      slope ? { name: 'leakyRelu', negativeSlope: slope } : { name: 'relu' },
    );
  }
  if (slope || most <= 0) throw new UnsupportedLayer(`its max_value ${most} goes with a slope`);
  if (most === 6) return activated(call, input, { name: 'relu6' });
  // Scaled so that 6 is the most, and back.
  const scaled = (name: string, map: typeof input, scale: number) =>
    call.network.add(name, map, {
      type: 'normalisation',
      kind: 'batch',
      weights: {
        scale: new Float32Array(input.shape[0]!).fill(scale),
        offset: new Float32Array(input.shape[0]!),
      },
    });
  const up = scaled(`${call.name}_up`, input, 6 / most);
  return scaled(`${call.name}_down`, activated(call, up, { name: 'relu6' }), most / 6);
};

const leakySchema = z.object({
  negative_slope: number.optional(),
  alpha: number.optional(),
});

/** `LeakyReLU`; Keras 2 calls the slope alpha. */
export const convertLeakyRelu: LayerConverter = (call) => {
  const { negative_slope: slope, alpha } = leakySchema.parse(call.config);
  return activated(call, inputOf(call), {
    name: 'leakyRelu',
    negativeSlope: slope ?? alpha ?? 0.3,
  });
};

/** `ELU` of slope 1. */
export const convertElu: LayerConverter = (call) => {
  const { alpha } = z.object({ alpha: number.default(1) }).parse(call.config);
  if (alpha !== 1) throw new UnsupportedLayer(`its alpha is ${alpha}, where 1 can be had`);
  return activated(call, inputOf(call), { name: 'elu' });
};

/** `Softmax` over the channels. */
export const convertSoftmax: LayerConverter = (call) => {
  const { axis } = z.object({ axis: axesSchema.default(-1) }).parse(call.config);
  const input = inputOf(call);
  if (mapAxes(axis, input, call.model).join() !== '0') {
    throw new UnsupportedLayer(`its axis ${String(axis)} is not that of the channels`);
  }
  return call.network.add(call.name, input, { type: 'activation', activation: 'softmax' });
};

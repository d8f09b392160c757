import { z } from 'zod';
import { mapAxes, axesSchema } from './frame-axes.ts';
import { addTo, inputOf, type LayerConverter } from './layer-call.ts';
import { UnsupportedLayer } from './unsupported-layer.ts';

const numbers = z.union([z.number(), z.array(z.number())]);
const rescalingSchema = z.object({ scale: numbers, offset: numbers.default(0) });

/** `Rescaling`: `x · scale + offset`. */
export const convertRescaling: LayerConverter = (call) => {
  const { scale, offset } = rescalingSchema.parse(call.config);
  const input = inputOf(call);
  const perChannel = (value: number | readonly number[]): Float32Array => {
    const each = typeof value === 'number' ? [value] : value;
    if (each.length !== 1 && each.length !== input.shape[0]) {
      throw new RangeError(`its ${each.length} numbers are not one for each channel`);
    }
    return Float32Array.from({ length: input.shape[0]! }, (_, index) => each[index] ?? each[0]!);
  };
  if (call.model.layout === 'channelsFirst' && typeof scale !== 'number') {
    throw new UnsupportedLayer('it scales along the last axis, which is not the channels');
  }
  return addTo(call, input, {
    type: 'normalisation',
    kind: 'batch',
    weights: { scale: perChannel(scale), offset: perChannel(offset) },
  });
};

const normalisationSchema = z.object({
  axis: axesSchema.nullish(),
  mean: numbers.nullish(),
  variance: numbers.nullish(),
  invert: z.boolean().default(false),
});

/** `Normalization`: mean 0 and variance 1 by what was counted or given before learning. */
export const convertFeatureNormalisation: LayerConverter = (call) => {
  const config = normalisationSchema.parse(call.config);
  const input = inputOf(call);
  const { axis, invert } = config;
  if (invert) throw new UnsupportedLayer('it is inverted');
  const whole = axis === null || (Array.isArray(axis) && axis.length === 0);
  if (!whole && mapAxes(axis ?? -1, input, call.model).join() !== '0') {
    throw new UnsupportedLayer(`its axis ${String(axis)} is not that of the channels`);
  }
  const shape = whole ? [] : [input.shape[0]!];
  const given = config.mean !== null && config.mean !== undefined;
  const [mean, variance] = given
    ? [[config.mean!].flat(), [config.variance ?? 1].flat()]
    : call.weights([
        { name: 'mean', shape },
        { name: 'variance', shape },
      ]);
  // Keras divides by no less than 1e-7.
  const deviation = (channel: number): number => Math.max(Math.sqrt(at(variance, channel)), 1e-7);
  const each = { length: input.shape[0]! };
  return addTo(call, input, {
    type: 'normalisation',
    kind: 'batch',
    weights: {
      scale: Float32Array.from(each, (_, channel) => 1 / deviation(channel)),
      offset: Float32Array.from(each, (_, channel) => -at(mean, channel) / deviation(channel)),
    },
  });
};

const at = (values: ArrayLike<number>, channel: number): number => values[channel] ?? values[0]!;

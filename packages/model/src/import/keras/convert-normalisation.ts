import { z } from 'zod';
import { elementCount } from '../../graph/value.ts';
import { axesSchema, kerasShape, mapAxes, mapShape } from './frame-axes.ts';
import { addTo, inputOf, type LayerCall, type LayerConverter } from './layer-call.ts';
import { transposed } from './transposed.ts';
import { UnsupportedLayer } from './unsupported-layer.ts';

const affineSchema = z.object({
  epsilon: z.number().positive().default(1e-3),
  center: z.boolean().default(true),
  scale: z.boolean().default(true),
});
const axisSchema = affineSchema.extend({ axis: axesSchema.default(-1) });

/** `BatchNormalization`, with the statistics of learning: scale and offset of each channel. */
export const convertBatchNormalisation: LayerConverter = (call) => {
  const { axis, epsilon, center, scale } = axisSchema.parse(call.config);
  const input = inputOf(call);
  if (mapAxes(axis, input, call.model).join() !== '0') {
    throw new UnsupportedLayer(`its axis ${String(axis)} is not that of the channels`);
  }
  const shape = [input.shape[0]!];
  const [gamma, beta, mean, variance] = affineOf(call, { center, scale, shape }, [
    { name: 'moving_mean', shape },
    { name: 'moving_variance', shape },
  ]);
  const scales = variance!.map((value, channel) => gamma![channel]! / Math.sqrt(value + epsilon));
  return addTo(call, input, {
    type: 'normalisation',
    kind: 'batch',
    weights: {
      scale: scales,
      offset: beta!.map((value, channel) => value - mean![channel]! * scales[channel]!),
    },
  });
};

/** `LayerNormalization` over the channels at each place, the whole frame, or each channel of it. */
export const convertLayerNormalisation: LayerConverter = (call) => {
  const { axis, epsilon, center, scale } = axisSchema.parse(call.config);
  if (call.config['rms_scaling'] === true) throw new UnsupportedLayer('it has rms_scaling');
  const input = inputOf(call);
  const { shape } = input;
  const axes = mapAxes(axis, input, call.model).toSorted((a, b) => a - b);
  const all = shape.map((_, each) => each);
  const kind =
    axes.join() === all.join()
      ? 'layer'
      : axes.join() === '0'
        ? 'channel'
        : axes.join() === all.slice(1).join()
          ? 'instance'
          : undefined;
  if (!kind) throw new UnsupportedLayer(`its axes ${String(axis)} are some of the spatial axes`);
  // Keras' shape of the scales: the frame's axes that are averaged over, in their order.
  const averaged = mapShape(
    kerasShape(all, call.model.layout).map((each) => (axes.includes(each) ? shape[each]! : 1)),
    call.model.layout,
  );
  const written = kerasShape(averaged, call.model.layout).filter((_, place) =>
    axes.includes(kerasShape(all, call.model.layout)[place]!),
  );
  const [gamma, beta] = affineOf(call, { center, scale, shape: written }, []);
  if (kind === 'channel') {
    return addTo(call, input, {
      type: 'normalisation',
      kind,
      epsilon,
      weights: { scale: gamma!, offset: beta! },
    });
  }
  const spread = (values: Float32Array): Float32Array =>
    spreadOver(values, kerasShape(averaged, call.model.layout), {
      shape,
      layout: call.model.layout,
    });
  return addTo(call, input, {
    type: 'normalisation',
    kind,
    epsilon,
    affine: 'perPixel',
    weights: { scale: spread(gamma!), offset: spread(beta!) },
  });
};

/** `GroupNormalization`. */
export const convertGroupNormalisation: LayerConverter = (call) => {
  const { epsilon, center, scale } = affineSchema.parse(call.config);
  const { groups, axis } = z
    .object({ groups: z.int(), axis: axesSchema.default(-1) })
    .parse(call.config);
  const input = inputOf(call);
  const [channels] = input.shape;
  if (mapAxes(axis, input, call.model).join() !== '0') {
    throw new UnsupportedLayer(`its axis ${String(axis)} is not that of the channels`);
  }
  if (input.time === 'sequence') {
    throw new UnsupportedLayer(
      'it takes the mean over all frames of a sequence; wrap it in TimeDistributed',
    );
  }
  const [gamma, beta] = affineOf(call, { center, scale, shape: [channels!] }, []);
  const weights = { scale: gamma!, offset: beta! };
  return addTo(call, input, {
    type: 'normalisation',
    epsilon,
    weights,
    // Keras writes −1 for one group a channel.
    ...(groups === -1 ? { kind: 'instance' } : { kind: 'group', groups }),
  });
};

interface Affine {
  readonly center: boolean;
  readonly scale: boolean;
  readonly shape: readonly number[];
}

/** Scale and offset, 1 and 0 where the layer has none, and what else it has. */
function affineOf(
  call: LayerCall,
  { center, scale, shape }: Affine,
  more: readonly { readonly name: string; readonly shape: readonly number[] }[],
): Float32Array[] {
  const read = [
    ...call.weights([
      ...(scale ? [{ name: 'gamma', shape }] : []),
      ...(center ? [{ name: 'beta', shape }] : []),
      ...more,
    ]),
  ];
  const gamma = scale ? read.shift()! : new Float32Array(elementCount(shape)).fill(1);
  const beta = center ? read.shift()! : new Float32Array(elementCount(shape));
  return [gamma, beta, ...read];
}

/** Values of a Keras shape with axes of 1 for every element of `[channels, …spatial]`. */
function spreadOver(
  values: Float32Array,
  from: readonly number[],
  {
    shape,
    layout,
  }: { readonly shape: readonly number[]; readonly layout: 'channelsFirst' | 'channelsLast' },
): Float32Array {
  const axes = mapShape(
    from.map((_, axis) => axis),
    layout,
  );
  const ours = transposed({ shape: from, values }, axes);
  const sizes = mapShape(from, layout);
  const result = new Float32Array(elementCount(shape));
  const each = elementCount(shape.slice(1));
  return result.map((_, index) => {
    const channel = sizes[0] === 1 ? 0 : Math.floor(index / each);
    const place = elementCount(sizes.slice(1)) === 1 ? 0 : index % each;
    return ours[channel * elementCount(sizes.slice(1)) + place]!;
  });
}

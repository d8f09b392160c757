import { z } from 'zod';
import { activationSchema, negativeSlope } from './activation-spec.ts';
import { convSchema, convTransposeSchema, poolSchema } from './convolution-specs.ts';
import { layerName, layerPlace } from './layer-place.ts';
import { convGruSchema, convLstmSchema, encoderForecasterSchema } from './recurrent-specs.ts';
import { borders, perAxis, positive } from './sizes.ts';

/** One layer. Maps are `[channels, …spatial]`, with 1, 2 or 3 spatial axes. */
export const layerSchema = z.discriminatedUnion('type', [
  convSchema,
  convTransposeSchema,
  convLstmSchema,
  convGruSchema,
  encoderForecasterSchema,
  poolSchema,
  /** Largest or mean of each channel: `[C, H, W]` to `[C, 1, 1]`. */
  z.strictObject({
    type: z.literal('globalPool'),
    ...layerPlace,
    kind: z.enum(['max', 'average']),
  }),
  /**
   * Each element `factor` times along each axis, or a line between neighbours: `linear` with centres at
   * half pixels, `linearAligned` from corner to corner (PyTorch's `align_corners`).
   */
  z.strictObject({
    type: z.literal('upsample'),
    ...layerPlace,
    factor: perAxis,
    interpolation: z.enum(['nearest', 'linear', 'linearAligned']).default('nearest'),
  }),
  /** `[C·f², H, W]` to `[C, H·f, W·f]`. */
  z.strictObject({ type: z.literal('pixelShuffle'), ...layerPlace, factor: positive }),
  /** `[C, H·f, W·f]` to `[C·f², H, W]`. */
  z.strictObject({ type: z.literal('pixelUnshuffle'), ...layerPlace, factor: positive }),
  /** Zeros around the map. */
  z.strictObject({ type: z.literal('pad'), ...layerPlace, padding: borders }),
  /** Borders taken off. */
  z.strictObject({ type: z.literal('crop'), ...layerPlace, cropping: borders }),
  /**
   * Mean 0 and variance 1 over the whole map (`layer`), each channel of it (`instance`), some channels
   * together (`group`), or the channels at each place (`channel`), then scale and offset. `batch` is scale
   * and offset alone: the statistics of learning are folded into them.
   */
  z.strictObject({
    type: z.literal('normalisation'),
    ...layerPlace,
    kind: z.enum(['layer', 'instance', 'group', 'channel', 'batch']),
    /** Of `group`: how many groups the channels are divided into. */
    groups: positive.optional(),
    epsilon: z.number().positive().default(1e-5),
    /** How many scales and offsets there are: one a channel, or one for each element of the map. */
    affine: z.enum(['perChannel', 'perPixel']).default('perChannel'),
  }),
  /** Adds a learned number to each element of the map: a fixed camera's background, say. */
  z.strictObject({ type: z.literal('offset'), ...layerPlace }),
  z.strictObject({
    type: z.literal('activation'),
    ...layerPlace,
    activation: activationSchema,
    negativeSlope,
  }),
  /** Every input to every unit: `[C, H, W]` to `[units, 1, 1]`. */
  z.strictObject({
    type: z.literal('dense'),
    ...layerPlace,
    units: positive,
    activation: activationSchema.default('linear'),
    negativeSlope,
  }),
  /**
   * Same elements, other sizes: channels, then spatial sizes, of which there may be none. `layout` says
   * in which order the elements are counted: channels outermost, or innermost (as Keras has it).
   */
  z.strictObject({
    type: z.literal('reshape'),
    ...layerPlace,
    shape: z.array(positive).min(1).max(4),
    layout: z.enum(['channelsFirst', 'channelsLast']).default('channelsFirst'),
  }),
  /** Axis `i` of the result is axis `axes[i]` of the map; 0 is the channels. */
  z.strictObject({
    type: z.literal('permute'),
    ...layerPlace,
    axes: z.array(z.int().nonnegative()).min(1).max(4),
  }),
  /**
   * Several maps made one: channels one after the other, or element by element, where an axis of size 1
   * serves for the whole axis. `subtract` takes the others from the first.
   */
  z.strictObject({
    type: z.literal('merge'),
    ...layerName,
    kind: z.enum(['concat', 'add', 'subtract', 'multiply', 'average', 'maximum', 'minimum']),
    /** Names of layers before it, or `input`. */
    from: z.array(z.string()).min(1),
  }),
]);

export type LayerSpec = z.output<typeof layerSchema>;
export type LayerType = LayerSpec['type'];
/** The layer of one type. */
export type LayerOf<T extends LayerType> = Extract<LayerSpec, { type: T }>;

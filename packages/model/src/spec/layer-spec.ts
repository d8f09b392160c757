import { z } from 'zod';

const positive = z.int().positive();

/** One number for every spatial axis, or one for each (height first). */
const perAxis = z.union([positive, z.array(positive).min(1).max(3)]);

/** `same` keeps `ceil(size / stride)` (Keras' rule: the odd pixel goes to the end); `valid` pads nothing. */
const padding = z.enum(['same', 'valid']);

/** `hardSigmoid` is Keras 3's (x/6 + ½); `hardSigmoidKeras2` is 0.2x + ½. */
export const activationSchema = z.enum([
  'linear',
  'sigmoid',
  'hardSigmoid',
  'hardSigmoidKeras2',
  'tanh',
  'relu',
  'leakyRelu',
]);

const convolution = {
  /** Output channels. */
  filters: positive,
  kernelSize: perAxis,
  stride: perAxis.default(1),
  padding: padding.default('same'),
};

const recurrent = {
  /** Channels of the hidden state. */
  hiddenChannels: positive,
  kernelSize: perAxis,
  /** Of the input convolution; the hidden state is convolved at stride 1. */
  stride: perAxis.default(1),
  padding: padding.default('same'),
  dilation: perAxis.default(1),
  gateActivation: activationSchema.default('sigmoid'),
  activation: activationSchema.default('tanh'),
};

/** One layer. `name` prefixes its weights' and states' names; default: its type and place. */
export const layerSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('conv'),
    name: z.string().optional(),
    ...convolution,
    dilation: perAxis.default(1),
    activation: activationSchema.default('linear'),
  }),
  z.strictObject({
    type: z.literal('convTranspose'),
    name: z.string().optional(),
    ...convolution,
    activation: activationSchema.default('linear'),
  }),
  z.strictObject({
    type: z.literal('convLstm'),
    name: z.string().optional(),
    ...recurrent,
    /** Weights from the cell to the gates: none, one a channel, or one for each place (Shi et al. 2015). */
    peephole: z.enum(['none', 'perChannel', 'perPixel']).default('none'),
    /** Added to the forget gate before learning. */
    forgetBias: z.number().default(1),
  }),
  z.strictObject({
    type: z.literal('convGru'),
    name: z.string().optional(),
    ...recurrent,
  }),
  /** `[C·f², H, W]` to `[C, H·f, W·f]`. */
  z.strictObject({
    type: z.literal('pixelShuffle'),
    name: z.string().optional(),
    factor: positive,
  }),
  /** `[C, H·f, W·f]` to `[C·f², H, W]`. */
  z.strictObject({
    type: z.literal('pixelUnshuffle'),
    name: z.string().optional(),
    factor: positive,
  }),
  /** Tiles of `size`, one after the other. */
  z.strictObject({
    type: z.literal('pool'),
    name: z.string().optional(),
    kind: z.enum(['max', 'average']),
    size: perAxis,
  }),
  /** Mean 0 and variance 1 over the whole map (`layer`) or each channel of it (`instance`), then scale and offset a channel. */
  z.strictObject({
    type: z.literal('normalisation'),
    name: z.string().optional(),
    kind: z.enum(['layer', 'instance']),
    epsilon: z.number().positive().default(1e-5),
  }),
  /** Adds a learned number to each element of the map: a fixed camera's background, say. */
  z.strictObject({ type: z.literal('offset'), name: z.string().optional() }),
  z.strictObject({
    type: z.literal('activation'),
    name: z.string().optional(),
    activation: activationSchema,
  }),
  /** Every input to every unit: `[C, H, W]` to `[units, 1, 1]`. */
  z.strictObject({
    type: z.literal('dense'),
    name: z.string().optional(),
    units: positive,
    activation: activationSchema.default('linear'),
  }),
  /** Same elements, other sizes: channels, then spatial sizes. */
  z.strictObject({
    type: z.literal('reshape'),
    name: z.string().optional(),
    shape: z.array(positive).min(2).max(4),
  }),
]);

export type LayerSpec = z.output<typeof layerSchema>;
export type LayerType = LayerSpec['type'];
export type ActivationName = z.output<typeof activationSchema>;
/** The layer of one type. */
export type LayerOf<T extends LayerType> = Extract<LayerSpec, { type: T }>;

import { z } from 'zod';
import { activationSchema, negativeSlope } from './activation-spec.ts';
import { layerPlace } from './layer-place.ts';
import { amountPerAxis, padding, perAxis, positive } from './sizes.ts';

const convolution = {
  /** Output channels. */
  filters: positive,
  kernelSize: perAxis,
  stride: perAxis.default(1),
  padding: padding.default('same'),
  dilation: perAxis.default(1),
  /** Input and output channels in so many groups that know nothing of each other. */
  groups: positive.default(1),
  activation: activationSchema.default('linear'),
  negativeSlope,
};

/** Convolution, bias, activation. */
export const convSchema = z.strictObject({
  type: z.literal('conv'),
  ...layerPlace,
  ...convolution,
});

/**
 * Transposed convolution, bias, activation. `same` gives `size · stride`, `valid`
 * `size · stride + max(reach − stride, 0)` (both as Keras); numbers are cut off what
 * `(size − 1) · stride + reach` gives (as PyTorch), `reach` being `dilation · (kernel − 1) + 1`.
 */
export const convTransposeSchema = z.strictObject({
  type: z.literal('convTranspose'),
  ...layerPlace,
  ...convolution,
  /** Added at the end of each axis; only where `padding` is given in numbers, and less than the stride. */
  outputPadding: amountPerAxis.default(0),
});

/** Largest or mean of each window. What is padded counts nowhere; what fills no window is left out. */
export const poolSchema = z.strictObject({
  type: z.literal('pool'),
  ...layerPlace,
  kind: z.enum(['max', 'average']),
  size: perAxis,
  /** Default: `size`. */
  stride: perAxis.optional(),
  padding: padding.default('valid'),
});

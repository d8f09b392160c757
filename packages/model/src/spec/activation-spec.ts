import { z } from 'zod';

/**
 * Functions of one element, and `softmax` over the channels at each place. `hardSigmoid` is Keras 3's
 * (x/6 + ½); `hardSigmoidKeras2` is 0.2x + ½; `gelu` is the exact one, by the error function; `elu` has
 * slope 1 at zero; `swish` is x · sigmoid(x).
 */
export const activationSchema = z.enum([
  'linear',
  'sigmoid',
  'hardSigmoid',
  'hardSigmoidKeras2',
  'tanh',
  'relu',
  'leakyRelu',
  'elu',
  'selu',
  'gelu',
  'softplus',
  'softsign',
  'swish',
  'mish',
  'relu6',
  'exponential',
  'softmax',
]);

/** Of `leakyRelu` below zero. Default 0.1; PyTorch's is 0.01, Keras' 0.3 as a layer and 0.2 by name. */
export const negativeSlope = z.number().optional();

export type ActivationName = z.output<typeof activationSchema>;

import { z } from 'zod';
import { activationSchema } from './activation-spec.ts';
import { layerPlace } from './layer-place.ts';
import { padding, perAxis, positive } from './sizes.ts';

const gated = {
  gateActivation: activationSchema.default('sigmoid'),
  activation: activationSchema.default('tanh'),
};

const recurrent = {
  /** Channels of the hidden state. */
  hiddenChannels: positive,
  /** Of the convolution over the input. */
  kernelSize: perAxis,
  /** Of the convolution over the hidden state. Default: `kernelSize`. */
  hiddenKernelSize: perAxis.optional(),
  /** Of the input convolution; the hidden state is convolved at stride 1. */
  stride: perAxis.default(1),
  /** Of the input convolution; the hidden state keeps its size. */
  padding: padding.default('same'),
  dilation: perAxis.default(1),
  /** Of the convolution over the hidden state. Default: `dilation`. */
  hiddenDilation: perAxis.optional(),
  ...gated,
  /**
   * Whether the layers behind see every frame, or the last one only. In a step graph every frame is the
   * last one; `false` takes a network of target `none`.
   */
  returnSequences: z.boolean().default(true),
};

const lstm = {
  /** Weights from the cell to the gates: none, one a channel, or one for each place (Shi et al. 2015). */
  peephole: z.enum(['none', 'perChannel', 'perPixel']).default('none'),
  /** Added to the forget gate before learning. */
  forgetBias: z.number().default(1),
};

/** Shi et al. 2015. */
export const convLstmSchema = z.strictObject({
  type: z.literal('convLstm'),
  ...layerPlace,
  ...recurrent,
  ...lstm,
});

/** Ballas et al. 2016. */
export const convGruSchema = z.strictObject({
  type: z.literal('convGru'),
  ...layerPlace,
  ...recurrent,
  /**
   * Where the reset gate closes: on the hidden state before it is convolved for the candidate, or on
   * what comes out, together with a bias of its own (PyTorch's and Keras' `reset_after`).
   */
  candidate: z.enum(['resetBefore', 'resetAfter']).default('resetBefore'),
});

/**
 * Shi et al. 2015, fig. 2: a stack of ConvLSTM layers reads the frames; a second such stack begins
 * from copies of its states, its first layer without an input, and its hidden states of all layers
 * together make each prediction by a 1×1 convolution. A step gives `[horizon · filters, …]`, the
 * nearest prediction first.
 */
export const encoderForecasterSchema = z.strictObject({
  type: z.literal('encoderForecaster'),
  ...layerPlace,
  layers: z
    .array(
      z.strictObject({
        hiddenChannels: positive,
        kernelSize: perAxis,
        /** Default: `kernelSize`. */
        hiddenKernelSize: perAxis.optional(),
      }),
    )
    .min(1),
  ...gated,
  ...lstm,
  /** Predictions a step. */
  horizon: positive,
  /** Channels of each prediction. */
  filters: positive,
});

import type { LayerOf } from '../spec/layer-spec.ts';
import { convLstmSteps } from './conv-lstm-steps.ts';
import { convolvedSizes } from './convolved-sizes.ts';
import { framesOf } from './frames-of.ts';
import type { LayerLowering } from './layer-lowering.ts';
import { peepholeParameters } from './peepholes.ts';
import { recurrentConvolutions } from './recurrent-convolutions.ts';
import { recurrentParameters } from './recurrent-parameters.ts';

/**
 * ConvLSTM (Shi et al. 2015, eq. 3). Gates stand in the order input, forget, output, candidate.
 * The output gate's peephole sees the new cell.
 *
 *     i = σ(Wxi*X + Whi*H + Wci∘C + bi)    f = σ(Wxf*X + Whf*H + Wcf∘C + bf)
 *     C' = f∘C + i∘tanh(Wxc*X + Whc*H + bc)
 *     o = σ(Wxo*X + Who*H + Wco∘C' + bo)   H' = o∘tanh(C')
 */
export const convLstmLayer: LayerLowering<LayerOf<'convLstm'>> = {
  describe(layer, [channels, ...sizes]) {
    const { onInput, onHidden } = recurrentConvolutions(layer, sizes);
    const outputShape = [layer.hiddenChannels, ...convolvedSizes(sizes, onInput)];
    return {
      outputShape,
      parameters: [
        ...recurrentParameters({
          gates: [0, layer.forgetBias, 0, 0],
          hiddenChannels: layer.hiddenChannels,
          input: { channels: channels!, kernelSize: onInput.kernelSize },
          hiddenKernelSize: onHidden.kernelSize,
        }),
        ...peepholeParameters(layer.peephole, outputShape),
      ],
      states: [
        { name: 'hidden', shape: outputShape },
        { name: 'cell', shape: outputShape },
      ],
    };
  },
  lower: (layer, x, context) =>
    framesOf(
      layer,
      convLstmSteps(layer, x, context).map(({ hidden }) => hidden),
    ),
};

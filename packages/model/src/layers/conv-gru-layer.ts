import { add, concat, conv, mul, oneMinus, slice, split } from '../graph/operations.ts';
import type { Value } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import { activate } from './activate.ts';
import { convolvedSizes } from './convolved-sizes.ts';
import type { LayerLowering } from './layer-lowering.ts';
import { recurrentConvolutions } from './recurrent-convolutions.ts';
import { recurrentParameters } from './recurrent-parameters.ts';
import { spatialSizes } from './spatial-sizes.ts';

/**
 * ConvGRU (Ballas et al. 2016, eq. 8–11). Gates stand in the order update, reset, candidate.
 *
 *     z = σ(Wxz*X + Whz*H + bz)    r = σ(Wxr*X + Whr*H + br)
 *     n = tanh(Wxn*X + Whn*(r∘H) + bn)    H' = (1 − z)∘H + z∘n
 */
export const convGruLayer: LayerLowering<LayerOf<'convGru'>> = {
  describe(layer, [channels, ...sizes]) {
    const { onInput } = recurrentConvolutions(layer, sizes);
    const outputShape = [layer.hiddenChannels, ...convolvedSizes(sizes, onInput)];
    return {
      outputShape,
      parameters: recurrentParameters({
        gates: [0, 0, 0],
        hiddenChannels: layer.hiddenChannels,
        inputChannels: channels!,
        kernelSize: onInput.kernelSize,
      }),
      states: [{ name: 'hidden', shape: outputShape }],
    };
  },
  lower(layer, x, { steps, parameter, state, setState }) {
    const size = layer.hiddenChannels;
    const { onInput, onHidden } = recurrentConvolutions(layer, spatialSizes(x));
    const hiddenWeight = parameter('hiddenWeight');
    const ofGates = slice(hiddenWeight, [{ axis: 0, start: 0, end: 2 * size }]);
    const ofCandidate = slice(hiddenWeight, [{ axis: 0, start: 2 * size, end: 3 * size }]);
    const fromInput = split(
      conv(x, parameter('inputWeight'), { ...onInput, bias: parameter('bias') }),
      0,
      steps,
    );

    let hidden = state('hidden');
    const outputs: Value[] = [];
    for (const gates of fromInput) {
      const [zInput, rInput, nInput] = split(gates, 1, 3);
      const [zHidden, rHidden] = split(conv(hidden, ofGates, onHidden), 1, 2);
      const update = activate(add(zInput!, zHidden!), layer.gateActivation);
      const reset = activate(add(rInput!, rHidden!), layer.gateActivation);
      const fromHidden = conv(mul(reset, hidden), ofCandidate, onHidden);
      const candidate = activate(add(nInput!, fromHidden), layer.activation);
      hidden = add(mul(oneMinus(update), hidden), mul(update, candidate));
      outputs.push(hidden);
    }
    setState('hidden', hidden);
    return concat(outputs, 0);
  },
};

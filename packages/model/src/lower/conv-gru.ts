import { add, concat, conv, mul, oneMinus, slice, split } from '../graph/operations.ts';
import type { Value } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import { convolutionAttributes } from '../spec/spatial.ts';
import { activate } from './activation.ts';
import { convolvedSizes, spatialSizes } from './convolution.ts';
import { recurrentParameters } from './gate-convolution.ts';
import type { LayerLowering } from './layer-lowering.ts';

/**
 * ConvGRU (Ballas et al. 2016, eq. 8–11). Gates stand in the order update, reset, candidate.
 *
 *     z = σ(Wxz*X + Whz*H + bz)    r = σ(Wxr*X + Whr*H + br)
 *     n = tanh(Wxn*X + Whn*(r∘H) + bn)    H' = (1 − z)∘H + z∘n
 */
export const convGruLayer: LayerLowering<LayerOf<'convGru'>> = {
  describe(layer, name, [channels, ...sizes]) {
    const { kernelSize, ...rest } = convolutionAttributes(layer, sizes);
    const outputShape = [layer.hiddenChannels, ...convolvedSizes(sizes, { kernelSize, ...rest })];
    return {
      outputShape,
      parameters: recurrentParameters(name, {
        gates: [0, 0, 0],
        hiddenChannels: layer.hiddenChannels,
        inputChannels: channels!,
        kernelSize,
      }),
      states: [{ name: `${name}.hidden`, shape: outputShape }],
    };
  },
  lower(layer, name, x, { steps, parameter, state, setState }) {
    const size = layer.hiddenChannels;
    const sizes = spatialSizes(x);
    const onInput = convolutionAttributes(layer, sizes);
    const onHidden = convolutionAttributes(
      { ...layer, stride: 1, padding: 'same' },
      convolvedSizes(sizes, onInput),
    );
    const hiddenWeight = parameter(`${name}.hiddenWeight`);
    const ofGates = slice(hiddenWeight, [{ axis: 0, start: 0, end: 2 * size }]);
    const ofCandidate = slice(hiddenWeight, [{ axis: 0, start: 2 * size, end: 3 * size }]);
    const fromInput = split(
      conv(x, parameter(`${name}.inputWeight`), onInput, parameter(`${name}.bias`)),
      0,
      steps,
    );

    let hidden = state(`${name}.hidden`);
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
    setState(`${name}.hidden`, hidden);
    return concat(outputs, 0);
  },
};

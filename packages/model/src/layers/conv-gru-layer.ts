import { add, conv, mul, oneMinus, reshape, slice, split } from '../graph/operations.ts';
import type { Value } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import { activate } from './activate.ts';
import { convolvedSizes } from './convolved-sizes.ts';
import { framesOf } from './frames-of.ts';
import type { LayerLowering, LoweringContext, ParameterFacts } from './layer-lowering.ts';
import { recurrentConvolutions } from './recurrent-convolutions.ts';
import { recurrentParameters } from './recurrent-parameters.ts';
import { spatialSizes } from './spatial-sizes.ts';

type ConvGru = LayerOf<'convGru'>;

/**
 * ConvGRU (Ballas et al. 2016, eq. 8–11). Gates stand in the order update, reset, candidate.
 *
 *     z = σ(Wxz*X + Whz*H + bz)    r = σ(Wxr*X + Whr*H + br)
 *     n = tanh(Wxn*X + Whn*(r∘H) + bn)    H' = (1 − z)∘H + z∘n
 *
 * With the reset gate behind the convolution: `n = tanh(Wxn*X + bn + r∘(Whn*H + candidateBias))`.
 */
export const convGruLayer: LayerLowering<ConvGru> = {
  describe(layer, [channels, ...sizes]) {
    const { onInput, onHidden } = recurrentConvolutions(layer, sizes);
    const outputShape = [layer.hiddenChannels, ...convolvedSizes(sizes, onInput)];
    return {
      outputShape,
      parameters: [
        ...recurrentParameters({
          gates: [0, 0, 0],
          hiddenChannels: layer.hiddenChannels,
          input: { channels: channels!, kernelSize: onInput.kernelSize },
          hiddenKernelSize: onHidden.kernelSize,
        }),
        ...(layer.candidate === 'resetAfter' ? [candidateBias(layer)] : []),
      ],
      states: [{ name: 'hidden', shape: outputShape }],
    };
  },
  lower(layer, x, context) {
    const { onInput } = recurrentConvolutions(layer, spatialSizes(x));
    const { parameter, steps } = context;
    const fromInput = split(
      conv(x, parameter('inputWeight'), { ...onInput, bias: parameter('bias') }),
      0,
      steps,
    );
    const fromHidden = hiddenGates(layer, x, context);

    let hidden = context.state('hidden');
    const outputs = fromInput.map((gates) => {
      const [zInput, rInput, nInput] = split(gates, 1, 3);
      const { update: zHidden, reset: rHidden, candidate: nHidden } = fromHidden(hidden);
      const update = activate(add(zInput!, zHidden), layer.gateActivation);
      const reset = activate(add(rInput!, rHidden), layer.gateActivation);
      const candidate = activate(add(nInput!, nHidden(reset)), layer.activation);
      hidden = add(mul(oneMinus(update), hidden), mul(update, candidate));
      return hidden;
    });
    context.setState('hidden', hidden);
    return framesOf(layer, outputs);
  },
};

/** The hidden state's parts of the gates; the candidate's waits for the reset gate. */
interface HiddenGates {
  readonly update: Value;
  readonly reset: Value;
  candidate(reset: Value): Value;
}

function hiddenGates(
  layer: ConvGru,
  x: Value,
  { parameter }: LoweringContext,
): (hidden: Value) => HiddenGates {
  const { hiddenChannels: size } = layer;
  const { onHidden } = recurrentConvolutions(layer, spatialSizes(x));
  const weight = parameter('hiddenWeight');
  if (layer.candidate === 'resetAfter') {
    const bias = reshape(parameter('candidateBias'), [size, ...spatialSizes(x).map(() => 1)]);
    return (hidden) => {
      const [update, reset, candidate] = split(conv(hidden, weight, onHidden), 1, 3);
      return {
        update: update!,
        reset: reset!,
        candidate: (open) => mul(open, add(candidate!, bias)),
      };
    };
  }
  const ofGates = slice(weight, [{ axis: 0, start: 0, end: 2 * size }]);
  const ofCandidate = slice(weight, [{ axis: 0, start: 2 * size, end: 3 * size }]);
  return (hidden) => {
    const [update, reset] = split(conv(hidden, ofGates, onHidden), 1, 2);
    return {
      update: update!,
      reset: reset!,
      candidate: (open) => conv(mul(open, hidden), ofCandidate, onHidden),
    };
  };
}

/** Inside the reset gate: one number a channel, zero before learning. */
function candidateBias({ hiddenChannels }: ConvGru): ParameterFacts {
  return {
    name: 'candidateBias',
    shape: [hiddenChannels],
    initialisation: { kind: 'constant', value: 0 },
  };
}

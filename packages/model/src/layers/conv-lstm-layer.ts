import { add, concat, mul, split, splitSizes } from '../graph/operations.ts';
import type { Value } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import { activate } from './activate.ts';
import { convolvedSizes } from './convolved-sizes.ts';
import { gateConvolution } from './gate-convolution.ts';
import type { LayerLowering, LoweringContext, ParameterFacts } from './layer-lowering.ts';
import { recurrentConvolutions } from './recurrent-convolutions.ts';
import { recurrentParameters } from './recurrent-parameters.ts';

type ConvLstm = LayerOf<'convLstm'>;

const peepholes = ['peepholeInput', 'peepholeForget', 'peepholeOutput'] as const;

/**
 * ConvLSTM (Shi et al. 2015, eq. 3). Gates stand in the order input, forget, output, candidate.
 * The output gate's peephole sees the new cell.
 *
 *     i = σ(Wxi*X + Whi*H + Wci∘C + bi)    f = σ(Wxf*X + Whf*H + Wcf∘C + bf)
 *     C' = f∘C + i∘tanh(Wxc*X + Whc*H + bc)
 *     o = σ(Wxo*X + Who*H + Wco∘C' + bo)   H' = o∘tanh(C')
 */
export const convLstmLayer: LayerLowering<ConvLstm> = {
  describe(layer, [channels, ...sizes]) {
    const { onInput } = recurrentConvolutions(layer, sizes);
    const outputShape = [layer.hiddenChannels, ...convolvedSizes(sizes, onInput)];
    return {
      outputShape,
      parameters: [
        ...recurrentParameters({
          gates: [0, layer.forgetBias, 0, 0],
          hiddenChannels: layer.hiddenChannels,
          inputChannels: channels!,
          kernelSize: onInput.kernelSize,
        }),
        ...peepholeParameters(layer, outputShape),
      ],
      states: [
        { name: 'hidden', shape: outputShape },
        { name: 'cell', shape: outputShape },
      ],
    };
  },
  lower(layer, x, context) {
    const gates = gateConvolution(layer, x, context);
    let hidden = context.state('hidden');
    let cell = context.state('cell');
    const outputs: Value[] = [];
    for (let step = 0; step < context.steps; step += 1) {
      ({ hidden, cell } = advance(layer, { gates: gates(step, hidden), cell }, context));
      outputs.push(hidden);
    }
    context.setState('hidden', hidden);
    context.setState('cell', cell);
    return concat(outputs, 0);
  },
};

function peepholeParameters(
  { peephole }: ConvLstm,
  [channels, ...sizes]: readonly number[],
): ParameterFacts[] {
  if (peephole === 'none') return [];
  const shape = [channels!, ...sizes.map((size) => (peephole === 'perPixel' ? size : 1))];
  return peepholes.map((name) => ({
    name,
    shape,
    initialisation: { kind: 'constant', value: 0 },
  }));
}

/** One step of the cell; `gates`: `[batch, 4 · hidden, …]` before their activations. */
function advance(
  layer: ConvLstm,
  { gates, cell }: { readonly gates: Value; readonly cell: Value },
  { parameter }: LoweringContext,
): { readonly hidden: Value; readonly cell: Value } {
  const { hiddenChannels: size, activation } = layer;
  const open = (gate: Value): Value => activate(gate, layer.gateActivation);

  if (layer.peephole === 'none') {
    // The three gates in one go: fewer and larger operations.
    const [three, candidate] = splitSizes(gates, 1, [3 * size, size]);
    const [input, forget, output] = split(open(three!), 1, 3);
    const next = add(mul(forget!, cell), mul(input!, activate(candidate!, activation)));
    return { cell: next, hidden: mul(output!, activate(next, activation)) };
  }

  const [i, f, o, g] = split(gates, 1, 4);
  const peep = (which: (typeof peepholes)[number], to: Value): Value => mul(parameter(which), to);
  const input = open(add(i!, peep('peepholeInput', cell)));
  const forget = open(add(f!, peep('peepholeForget', cell)));
  const next = add(mul(forget, cell), mul(input, activate(g!, activation)));
  const output = open(add(o!, peep('peepholeOutput', next)));
  return { cell: next, hidden: mul(output, activate(next, activation)) };
}

import { add, concat, conv, split } from '../graph/operations.ts';
import type { Value } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import type { LoweringContext } from './layer-lowering.ts';
import { recurrentConvolutions } from './recurrent-convolutions.ts';
import { spatialSizes } from './spatial-sizes.ts';

type GateConvolution = (step: number, hidden: Value) => Value;

/**
 * The gates before their activations, `Wx * X + Wh * H + b`, for each step.
 *
 * One step on its own is one convolution over input and hidden state together. Over several steps
 * the input's part is taken for all of them at once, and only the hidden state's step by step.
 */
export function gateConvolution(
  layer: LayerOf<'convLstm'>,
  x: Value,
  { steps, parameter }: Pick<LoweringContext, 'steps' | 'parameter'>,
): GateConvolution {
  const { onInput, onHidden } = recurrentConvolutions(layer, spatialSizes(x));
  const inputWeight = parameter('inputWeight');
  const hiddenWeight = parameter('hiddenWeight');
  const bias = parameter('bias');

  if (steps === 1 && sameAttributes(onInput, onHidden)) {
    const weight = concat([inputWeight, hiddenWeight], 1);
    return (_, hidden) => conv(concat([x, hidden], 1), weight, { ...onHidden, bias });
  }
  const fromInput = split(conv(x, inputWeight, { ...onInput, bias }), 0, steps);
  return (step, hidden) => add(fromInput[step]!, conv(hidden, hiddenWeight, onHidden));
}

function sameAttributes(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

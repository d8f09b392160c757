import { add, concat, conv, split } from '../graph/operations.ts';
import type { Value } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import { convolutionAttributes } from '../spec/spatial.ts';
import { convolvedSizes, kernelParameter, spatialSizes } from './convolution.ts';
import type { LoweringContext, ParameterFacts } from './layer-lowering.ts';

interface RecurrentFacts {
  /** Bias that each gate starts with, in the order of the gates. */
  readonly gates: readonly number[];
  readonly hiddenChannels: number;
  readonly inputChannels: number;
  readonly kernelSize: readonly number[];
}

/** Kernels over the input and the hidden state, gate after gate along the first axis, and the bias. */
export function recurrentParameters(name: string, facts: RecurrentFacts): ParameterFacts[] {
  const outputs = facts.gates.length * facts.hiddenChannels;
  return [
    kernelParameter(`${name}.inputWeight`, outputs, facts.inputChannels, facts.kernelSize),
    kernelParameter(`${name}.hiddenWeight`, outputs, facts.hiddenChannels, facts.kernelSize),
    {
      name: `${name}.bias`,
      shape: [outputs],
      initialisation: { kind: 'parts', values: facts.gates },
    },
  ];
}

type GateConvolution = (step: number, hidden: Value) => Value;

/**
 * The gates before their activations, `Wx * X + Wh * H + b`, for each step.
 *
 * One step on its own is one convolution over input and hidden state together. Over several steps
 * the input's part is taken for all of them at once, and only the hidden state's step by step.
 */
export function gateConvolution(
  layer: LayerOf<'convLstm'>,
  name: string,
  x: Value,
  { steps, parameter }: LoweringContext,
): GateConvolution {
  const sizes = spatialSizes(x);
  const onInput = convolutionAttributes(layer, sizes);
  const onHidden = convolutionAttributes(
    { ...layer, stride: 1, padding: 'same' },
    convolvedSizes(sizes, onInput),
  );
  const inputWeight = parameter(`${name}.inputWeight`);
  const hiddenWeight = parameter(`${name}.hiddenWeight`);
  const bias = parameter(`${name}.bias`);

  if (steps === 1 && sameAttributes(onInput, onHidden)) {
    const weight = concat([inputWeight, hiddenWeight], 1);
    return (_, hidden) => conv(concat([x, hidden], 1), weight, onHidden, bias);
  }
  const fromInput = split(conv(x, inputWeight, onInput, bias), 0, steps);
  return (step, hidden) => add(fromInput[step]!, conv(hidden, hiddenWeight, onHidden));
}

function sameAttributes(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

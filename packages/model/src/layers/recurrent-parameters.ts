import { kernelParameter } from './kernel-parameter.ts';
import type { ParameterFacts } from './layer-lowering.ts';

interface RecurrentFacts {
  /** Bias that each gate starts with, in the order of the gates. */
  readonly gates: readonly number[];
  readonly hiddenChannels: number;
  readonly inputChannels: number;
  readonly kernelSize: readonly number[];
}

/** Kernels over the input and the hidden state, gate after gate along the first axis, and the bias. */
export function recurrentParameters(facts: RecurrentFacts): ParameterFacts[] {
  const { gates, hiddenChannels, inputChannels, kernelSize } = facts;
  const outputs = gates.length * hiddenChannels;
  return [
    kernelParameter('inputWeight', [outputs, inputChannels], kernelSize),
    kernelParameter('hiddenWeight', [outputs, hiddenChannels], kernelSize),
    { name: 'bias', shape: [outputs], initialisation: { kind: 'parts', values: gates } },
  ];
}

import { kernelParameter } from './kernel-parameter.ts';
import type { ParameterFacts } from './layer-lowering.ts';

interface RecurrentFacts {
  /** Bias that each gate starts with, in the order of the gates. */
  readonly gates: readonly number[];
  readonly hiddenChannels: number;
  /** What the input is convolved with; without it there is no input. */
  readonly input?: { readonly channels: number; readonly kernelSize: readonly number[] };
  readonly hiddenKernelSize: readonly number[];
}

/** Kernels over the input and the hidden state, gate after gate along the first axis, and the bias. */
export function recurrentParameters(facts: RecurrentFacts): ParameterFacts[] {
  const { gates, hiddenChannels, input, hiddenKernelSize } = facts;
  const outputs = gates.length * hiddenChannels;
  return [
    ...(input ? [kernelParameter('inputWeight', [outputs, input.channels], input.kernelSize)] : []),
    kernelParameter('hiddenWeight', [outputs, hiddenChannels], hiddenKernelSize),
    { name: 'bias', shape: [outputs], initialisation: { kind: 'parts', values: gates } },
  ];
}

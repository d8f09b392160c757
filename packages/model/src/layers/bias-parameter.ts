import type { ParameterFacts } from './layer-lowering.ts';

/** One number an output channel, zero before learning. */
export function biasParameter(outputs: number): ParameterFacts {
  return { name: 'bias', shape: [outputs], initialisation: { kind: 'constant', value: 0 } };
}

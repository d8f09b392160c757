import { elementCount } from '../graph/value.ts';
import type { ParameterFacts } from './layer-lowering.ts';

/** A kernel `[outputs, inputs, …kernelSize]` as a parameter. */
export function kernelParameter(
  name: string,
  [outputs, inputs]: readonly [outputs: number, inputs: number],
  kernelSize: readonly number[],
): ParameterFacts {
  const area = elementCount(kernelSize);
  return {
    name,
    shape: [outputs, inputs, ...kernelSize],
    initialisation: { kind: 'glorot', fanIn: inputs * area, fanOut: outputs * area },
  };
}

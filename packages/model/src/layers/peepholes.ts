import type { LayerOf } from '../spec/layer-spec.ts';
import type { ParameterFacts } from './layer-lowering.ts';

/** Weights from the cell to the input, forget and output gate. */
export const peepholes = ['peepholeInput', 'peepholeForget', 'peepholeOutput'] as const;

/** The peepholes of a cell whose states are `[channels, …sizes]`. */
export function peepholeParameters(
  peephole: LayerOf<'convLstm'>['peephole'],
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

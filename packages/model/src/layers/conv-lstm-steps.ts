import type { Value } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import { convLstmCell, type CellStates } from './conv-lstm-cell.ts';
import { gateConvolution } from './gate-convolution.ts';
import type { LoweringContext } from './layer-lowering.ts';

/** Steps a ConvLSTM over the frames of `x`; the states after each frame. */
export function convLstmSteps(
  layer: LayerOf<'convLstm'>,
  x: Value,
  context: LoweringContext,
): readonly CellStates[] {
  const gates = gateConvolution(layer, x, context);
  let last: CellStates = { hidden: context.state('hidden'), cell: context.state('cell') };
  const after = Array.from({ length: context.steps }, (_, step) => {
    const input = { gates: gates(step, last.hidden), cell: last.cell };
    last = convLstmCell(layer, input, context);
    return last;
  });
  context.setState('hidden', last.hidden);
  context.setState('cell', last.cell);
  return after;
}

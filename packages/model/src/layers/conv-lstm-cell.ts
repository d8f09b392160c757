import { add, mul, split, splitSizes } from '../graph/operations.ts';
import type { Value } from '../graph/value.ts';
import type { LayerOf } from '../spec/layer-spec.ts';
import { activate } from './activate.ts';
import type { LoweringContext } from './layer-lowering.ts';
import type { peepholes } from './peepholes.ts';

/** What a ConvLSTM cell has of its layer. */
export type ConvLstmCell = Pick<
  LayerOf<'convLstm'>,
  'hiddenChannels' | 'gateActivation' | 'activation' | 'peephole'
>;

/** What a cell goes on from. */
export interface CellInput {
  /** `[batch, 4 · hidden, …]` before their activations: input, forget, output, candidate. */
  readonly gates: Value;
  readonly cell: Value;
}

/** What a cell gives: the states after a step. */
export interface CellStates {
  readonly hidden: Value;
  readonly cell: Value;
}

/** One step of a ConvLSTM (Shi et al. 2015, eq. 3) behind its convolutions. */
export function convLstmCell(
  layer: ConvLstmCell,
  { gates, cell }: CellInput,
  { parameter }: Pick<LoweringContext, 'parameter'>,
): CellStates {
  const { hiddenChannels: size, activation } = layer;
  const open = (gate: Value): Value => activate(gate, layer.gateActivation);

  if (layer.peephole === 'none' && layer.gateActivation !== 'softmax') {
    // The three gates in one go: fewer and larger operations.
    const [three, candidate] = splitSizes(gates, 1, [3 * size, size]);
    const [input, forget, output] = split(open(three!), 1, 3);
    const next = add(mul(forget!, cell), mul(input!, activate(candidate!, activation)));
    return { cell: next, hidden: mul(output!, activate(next, activation)) };
  }

  const [i, f, o, g] = split(gates, 1, 4);
  const peep = (gate: Value, which: (typeof peepholes)[number], to: Value): Value =>
    layer.peephole === 'none' ? gate : add(gate, mul(parameter(which), to));
  const input = open(peep(i!, 'peepholeInput', cell));
  const forget = open(peep(f!, 'peepholeForget', cell));
  const next = add(mul(forget, cell), mul(input, activate(g!, activation)));
  const output = open(peep(o!, 'peepholeOutput', next));
  return { cell: next, hidden: mul(output, activate(next, activation)) };
}

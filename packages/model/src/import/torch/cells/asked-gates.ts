import { InputError } from '@presage/core';
import type { AskedGates, RecognisedCell } from './recognised-cell.ts';

/**
 * Whose gates an order is of: those of an LSTM, or the two of a GRU (its candidate has a kernel of its
 * own). Throws InputError `import-gates` where it is neither's.
 */
export function askedGates(order: string | undefined): AskedGates {
  if (order === undefined) return {};
  const letters = order.replaceAll('c', 'g').replaceAll('u', 'z').split('').toSorted().join('');
  if (letters === 'fgio') return { convLstm: order };
  if (letters === 'rz' || letters === 'nrz') return { convGru: order.replace('n', '') };
  throw new InputError({
    code: 'import-gates',
    message: `the gates ${order} are neither an LSTM's (i, f, o and g, each once) nor a GRU's (z and r); give an order of those`,
    fields: { gates: order },
  });
}

/** Throws InputError `import-gates` where an order was asked for that no cell of the file has. */
export function checkAsked(
  asked: AskedGates,
  cells: readonly RecognisedCell[],
  name: string,
): void {
  const [type] = Object.keys(asked);
  if (type === undefined || cells.some((cell) => cell.type === type)) return;
  throw new InputError({
    code: 'import-gates',
    message: `an order of gates of a ${type === 'convGru' ? 'ConvGRU' : 'ConvLSTM'} was given, and ${name} holds no such cell; leave it out, or give that of its cells`,
    fields: { name },
  });
}

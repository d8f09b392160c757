import type { TorchModule } from '../torch-modules.ts';
import { convGru } from './conv-gru.ts';
import { fusedLstm, possibleFusedLstm } from './fused-lstm.ts';
import type { AskedGates, CellLayout, RecognisedCell } from './recognised-cell.ts';
import { separateLstm } from './separate-lstm.ts';
import { splitLstm } from './split-lstm.ts';

const layouts: readonly CellLayout[] = [separateLstm, splitLstm, convGru, fusedLstm];

/** The recurrent cells among modules, in the order of the file. */
export function recogniseCells(
  modules: readonly TorchModule[],
  asked: AskedGates,
): readonly RecognisedCell[] {
  return modules
    .flatMap((module) => {
      const found = layouts
        .map((layout) => layout(module, asked))
        .find((cell) => cell !== undefined);
      return found ? [found] : [];
    })
    .toSorted((a, b) => a.place - b.place);
}

/** Convolutions that have a cell's shape, but nothing in their names that says so. */
export function possibleCells(
  modules: readonly TorchModule[],
  asked: AskedGates,
): readonly RecognisedCell[] {
  return modules.flatMap((module) => possibleFusedLstm(module, asked) ?? []);
}

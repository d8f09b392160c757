import type { RecognisedCell } from './cells/recognised-cell.ts';
import { tensorName, type TorchModule } from './torch-modules.ts';

/** What a network's tensors belong to, in the order of the file. */
export type TorchItem =
  | { readonly kind: 'cell'; readonly cell: RecognisedCell; readonly path: string }
  | ModuleItem;

/** A module of one weight, and what its tensors say it is. */
export interface ModuleItem {
  readonly kind: 'convolution' | 'linear' | 'batchNormalisation' | 'normalisation' | 'unknown';
  readonly path: string;
  readonly weight: readonly number[];
  readonly hasBias: boolean;
  /** The cell that it may be instead, by its shape. */
  readonly cell?: RecognisedCell;
}

/** The cell that a module is, or may be. */
export function cellsIn(item: TorchItem): readonly RecognisedCell[] {
  return (item.kind === 'cell' || item.kind === 'convolution') && item.cell ? [item.cell] : [];
}

export interface FoundCells {
  readonly cells: readonly RecognisedCell[];
  readonly possible: readonly RecognisedCell[];
}

/** Cells, and the modules whose tensors no cell takes. */
export function torchItems(
  modules: readonly TorchModule[],
  { cells, possible }: FoundCells,
): readonly TorchItem[] {
  const taken = new Set(
    cells.flatMap((cell) => [...cell.leaves].map((leaf) => tensorName(cell, leaf))),
  );
  const placed: { readonly place: number; readonly item: TorchItem }[] = cells.map((cell) => ({
    place: cell.place,
    item: { kind: 'cell', cell, path: cell.path },
  }));
  for (const module of modules) {
    const own = [...module.shapes].filter(
      ([leaf]) => !leaf.includes('.') && !taken.has(tensorName(module, leaf)),
    );
    const cell = possible.find((each) =>
      [...each.leaves].some((leaf) => tensorName(each, leaf) === tensorName(module, 'weight')),
    );
    if (own.length > 0)
      placed.push({
        place: module.place,
        item: { ...itemFrom(module.path, new Map(own)), ...(cell && { cell }) },
      });
  }
  return placed.toSorted((a, b) => a.place - b.place).map(({ item }) => item);
}

function itemFrom(path: string, shapes: ReadonlyMap<string, readonly number[]>): ModuleItem {
  const weight = shapes.get('weight') ?? [];
  const others = [...shapes.keys()].filter((leaf) => leaf !== 'weight' && leaf !== 'bias');
  const facts = { path, weight, hasBias: shapes.has('bias') };
  if (shapes.has('running_mean') && shapes.has('running_var')) {
    return { kind: 'batchNormalisation', ...facts };
  }
  if (others.length > 0 || !shapes.has('weight')) return { kind: 'unknown', ...facts };
  if (weight.length >= 3 && weight.length <= 5) {
    // LayerNorm over a whole map has a weight of three axes, and a bias of the same ones.
    const isMap = (shapes.get('bias')?.length ?? 1) > 1;
    return { kind: isMap ? 'normalisation' : 'convolution', ...facts };
  }
  if (weight.length === 2) return { kind: 'linear', ...facts };
  return { kind: weight.length === 1 ? 'normalisation' : 'unknown', ...facts };
}

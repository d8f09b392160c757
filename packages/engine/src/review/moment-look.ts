import { measureNames, type CellMeasures } from './cell-measures.ts';

/** Where something unusual is in the picture, and what is unusual about it. */
export interface MomentLook {
  /** In fractions of the picture from its upper left corner. */
  readonly region: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  /** It moves as nothing else does there, it looks like nothing else there, or the whole picture changes. */
  readonly look: 'moves' | 'looks' | 'whole-picture';
}

/** Cells that have this share of the largest exceedance are part of it. */
const share = 0.25;
/** Of all cells: from this on it is the picture that changes, not something in it. */
const wholePicture = 0.4;

/** `cells`: how far each measure goes beyond the rest, `[measure][cell]`. */
export function momentLook(
  cells: readonly Float64Array[],
  { columns, rows }: Pick<CellMeasures, 'columns' | 'rows'>,
): MomentLook {
  const sums = Float64Array.from({ length: columns * rows }, (_, cell) =>
    cells.reduce((sum, measure) => sum + measure[cell]!, 0),
  );
  const limit = share * Math.max(...sums);
  const hot = [...sums.keys()].filter((cell) => sums[cell]! > 0 && sums[cell]! >= limit);
  const across = hot.map((cell) => cell % columns);
  const down = hot.map((cell) => Math.floor(cell / columns));
  const [left, top] = [Math.min(...across), Math.min(...down)];
  const region = {
    x: left / columns,
    y: top / rows,
    width: (Math.max(...across) - left + 1) / columns,
    height: (Math.max(...down) - top + 1) / rows,
  };
  if (hot.length >= wholePicture * sums.length) return { region, look: 'whole-picture' };
  const totals = cells.map((measure) => measure.reduce((sum, value) => sum + value, 0));
  const motion = totals[measureNames.indexOf('motion')]!;
  const looks = Math.max(...totals.filter((total) => total !== motion), 0);
  return { region, look: motion > looks ? 'moves' : 'looks' };
}

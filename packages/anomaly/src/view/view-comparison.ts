import { cellOfTiles, viewCells } from './view-cells.ts';
import type { ViewMeasure } from './view-measure.ts';

/** Where a camera's edges lie when all is well. */
export interface ViewReference {
  /** Tiles side by side. */
  readonly columns: number;
  /** Tiles on top of each other. */
  readonly rows: number;
  /** As in {@link ViewMeasure}. */
  readonly direction: Int8Array;
}

/** A frame beside the reference, one value a cell each. */
export interface ViewComparison {
  /** −1 to 1: how far edges lie and run as in the reference, however strong they are. */
  readonly likeness: Float64Array;
  /** Strength of what stands still, of the reference's: 1 as there, 0 for nothing. */
  readonly structure: Float64Array;
  /** Contrast from pixel to pixel over contrast from tile to tile. Not a number where there is too little of that. */
  readonly sharpness: Float64Array;
}

/**
 * Directions are averaged this long: noise points anywhere and goes, people pass, and what stands
 * still stays.
 */
const averagingSeconds = 0.4;
/** Grey levels between tiles below which their rounding counts more than what they show. */
const leastContrast = 2;

/** Creates the comparison of one stream's measures with a reference, to be called in their order. */
export function createViewComparison(
  reference: ViewReference,
): (measure: ViewMeasure, timestampUs: number) => ViewComparison {
  const { columns, rows } = reference;
  const tiles = columns * rows;
  const cells = cellOfTiles(columns, rows);
  const own = squaresByCell(reference.direction, cells);
  const average = new Float64Array(2 * tiles);
  let lastUs: number | undefined;
  return (measure, timestampUs) => {
    const follows = lastUs !== undefined && timestampUs >= lastUs;
    const seconds = follows ? (timestampUs - lastUs!) / 1e6 : Infinity;
    const taken = 1 - Math.exp(-seconds / averagingSeconds);
    lastUs = timestampUs;
    const now = squaresByCell(measure.direction, cells);
    const products = new Float64Array(viewCells);
    const squares = new Float64Array(viewCells);
    for (let at = 0; at < average.length; at += 1) {
      const value = average[at]! + taken * (measure.direction[at]! - average[at]!);
      average[at] = value;
      const cell = cells[at < tiles ? at : at - tiles]!;
      products[cell]! += value * reference.direction[at]!;
      squares[cell]! += value * value;
    }
    return {
      likeness: products.map((product, cell) => {
        const scale = Math.sqrt(squares[cell]! * own[cell]!);
        return scale > 0 ? product / scale : 0;
      }),
      structure: squares.map((square, cell) =>
        Math.sqrt(Math.min(square, now[cell]!) / Math.max(1, own[cell]!)),
      ),
      sharpness: sharpnessByCell(measure, cells),
    };
  };
}

/** Sums of squares of both parts of the direction. */
export function squaresByCell(direction: ArrayLike<number>, cells: Uint8Array): Float64Array {
  const squares = new Float64Array(viewCells);
  for (let at = 0; at < direction.length; at += 1) {
    squares[cells[at % cells.length]!]! += direction[at]! ** 2;
  }
  return squares;
}

function sharpnessByCell({ luma, detail }: ViewMeasure, cells: Uint8Array): Float64Array {
  const fine = new Float64Array(viewCells);
  const sums = new Float64Array(viewCells);
  const squares = new Float64Array(viewCells);
  const counts = new Float64Array(viewCells);
  for (let tile = 0; tile < cells.length; tile += 1) {
    const cell = cells[tile]!;
    fine[cell]! += detail[tile]! ** 2;
    sums[cell]! += luma[tile]!;
    squares[cell]! += luma[tile]! ** 2;
    counts[cell]! += 1;
  }
  return fine.map((energy, cell) => {
    const count = counts[cell]!;
    const variance = squares[cell]! / count - (sums[cell]! / count) ** 2;
    if (variance < leastContrast ** 2) return Number.NaN;
    return Math.sqrt(energy / count / variance);
  });
}

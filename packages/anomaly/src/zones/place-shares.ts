import type { Grid } from '../grid.ts';
import { isInside, type Corner } from './polygon-area.ts';

/** Points a side that a place is looked at. */
const samples = 8;

/** How much of each place lies in any of the polygons, 0 to 1, row by row: to a 64th. */
export function placeShares(polygons: readonly (readonly Corner[])[], grid: Grid): Float64Array {
  const { width, height } = grid;
  const shares = new Float64Array(width * height);
  for (let row = 0; row < height * samples; row += 1) {
    const y = (row + 0.5) / (height * samples);
    for (let column = 0; column < width * samples; column += 1) {
      const x = (column + 0.5) / (width * samples);
      if (!polygons.some((polygon) => isInside([x, y], polygon))) continue;
      const place = Math.floor(row / samples) * width + Math.floor(column / samples);
      shares[place] = shares[place]! + 1 / samples ** 2;
    }
  }
  return shares;
}

/** The place in the middle of a polygon: all of one that is too small to be seen in shares. */
export function placeInMiddle(polygon: readonly Corner[], { width, height }: Grid): number {
  const [x, y] = [middle(polygon.map((each) => each[0])), middle(polygon.map((each) => each[1]))];
  const column = Math.min(width - 1, Math.floor(x * width));
  const row = Math.min(height - 1, Math.floor(y * height));
  return row * width + column;
}

const middle = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2;

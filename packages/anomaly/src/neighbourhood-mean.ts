import type { Grid } from './grid.ts';

/** The mean over each place and the up to eight around it. `values`: one a place, row by row. */
export function neighbourhoodMean(values: Float64Array, grid: Grid): Float64Array {
  return values.map((_, place) => {
    const column = place % grid.width;
    const row = Math.floor(place / grid.width);
    let sum = 0;
    let count = 0;
    for (let y = Math.max(0, row - 1); y <= Math.min(grid.height - 1, row + 1); y += 1) {
      for (let x = Math.max(0, column - 1); x <= Math.min(grid.width - 1, column + 1); x += 1) {
        sum += values[y * grid.width + x]!;
        count += 1;
      }
    }
    return sum / count;
  });
}

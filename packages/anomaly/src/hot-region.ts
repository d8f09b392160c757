import type { Grid } from './grid.ts';

/** A box in fractions of the picture, 0 to 1, from its upper left corner. */
export interface HotRegion {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The bounding box of places of the grid, at least one; they are counted row by row. */
export function hotRegion(places: Iterable<number>, grid: Grid): HotRegion {
  const all = Array.from(places);
  const columns = all.map((place) => place % grid.width);
  const rows = all.map((place) => Math.floor(place / grid.width));
  const left = Math.min(...columns);
  const top = Math.min(...rows);
  return {
    x: left / grid.width,
    y: top / grid.height,
    width: (Math.max(...columns) + 1 - left) / grid.width,
    height: (Math.max(...rows) + 1 - top) / grid.height,
  };
}

import type { Grid } from './grid.ts';

/** A box in fractions of the picture, 0 to 1, from its upper left corner. */
export interface HotRegion {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A place is hot where its score is at least this part of the highest. */
const hotShare = 0.5;

/**
 * The bounding box of the hot places that hang together with the hottest (over edges and corners).
 * `heatmap`: one score a place, row by row.
 */
export function hotRegion(heatmap: Float32Array, grid: Grid): HotRegion {
  const hottest = heatmap.reduce(
    (best, score, place) => (score > heatmap[best]! ? place : best),
    0,
  );
  const level = heatmap[hottest]! * hotShare;
  const seen = new Set([hottest]);
  // A set may grow while it is walked: that is the flood.
  for (const place of seen) {
    for (const next of neighbours(place, grid)) if (heatmap[next]! >= level) seen.add(next);
  }
  const columns = Array.from(seen, (place) => place % grid.width);
  const rows = Array.from(seen, (place) => Math.floor(place / grid.width));
  const left = Math.min(...columns);
  const top = Math.min(...rows);
  return {
    x: left / grid.width,
    y: top / grid.height,
    width: (Math.max(...columns) + 1 - left) / grid.width,
    height: (Math.max(...rows) + 1 - top) / grid.height,
  };
}

function* neighbours(place: number, { width, height }: Grid): Generator<number> {
  const column = place % width;
  const row = Math.floor(place / width);
  for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y += 1) {
    for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x += 1) {
      yield y * width + x;
    }
  }
}

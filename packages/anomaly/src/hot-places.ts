import type { Grid } from './grid.ts';

/** A place is hot where its score is at least this part of the highest. */
const hotShare = 0.5;

/**
 * The hot places that hang together with the hottest (over edges and corners), the hottest first.
 * `heatmap`: one score a place, row by row. `mask`: 1 where a place is left out; never all of them.
 */
export function hotPlaces(
  heatmap: Float32Array,
  grid: Grid,
  mask?: Uint8Array,
): ReadonlySet<number> {
  const masked = (place: number): boolean => mask?.[place] === 1;
  let hottest = -1;
  for (let place = 0; place < heatmap.length; place += 1) {
    if (masked(place)) continue;
    if (hottest < 0 || heatmap[place]! > heatmap[hottest]!) hottest = place;
  }
  const level = heatmap[hottest]! * hotShare;
  const seen = new Set([hottest]);
  // A set may grow while it is walked: that is the flood.
  for (const place of seen) {
    for (const next of neighbours(place, grid)) {
      if (!masked(next) && heatmap[next]! >= level) seen.add(next);
    }
  }
  return seen;
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

import type { Grid } from '../grid.ts';

/** Asks `holds` of a place and those up to eight around it until one says yes; whether one did. */
export function someNeighbour(
  place: number,
  { width, height }: Grid,
  holds: (place: number) => boolean,
): boolean {
  const column = place % width;
  const row = Math.floor(place / width);
  for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y += 1) {
    for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x += 1) {
      if (holds(y * width + x)) return true;
    }
  }
  return false;
}

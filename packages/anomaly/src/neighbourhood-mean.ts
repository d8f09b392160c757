import type { Places } from './places.ts';

/**
 * The mean over each place and the up to eight around it, those left out not counted. `values`: equally
 * many a place, row by row, those of a place together. A place with none around that counts keeps its own.
 */
export function neighbourhoodMean(values: Float64Array, { grid, mask }: Places): Float64Array {
  const { width, height } = grid;
  const each = values.length / (width * height);
  const means = new Float64Array(values.length);
  for (let place = 0; place < width * height; place += 1) {
    const around = neighbours(place, { grid, mask });
    for (const other of around) {
      for (let index = 0; index < each; index += 1) {
        means[place * each + index]! += values[other * each + index]! / around.length;
      }
    }
  }
  return means;
}

function neighbours(place: number, { grid, mask }: Places): number[] {
  const column = place % grid.width;
  const row = Math.floor(place / grid.width);
  const found: number[] = [];
  for (let y = Math.max(0, row - 1); y <= Math.min(grid.height - 1, row + 1); y += 1) {
    for (let x = Math.max(0, column - 1); x <= Math.min(grid.width - 1, column + 1); x += 1) {
      const other = y * grid.width + x;
      if (mask?.[other] !== 1) found.push(other);
    }
  }
  return found.length > 0 ? found : [place];
}

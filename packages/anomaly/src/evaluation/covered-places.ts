import type { Grid } from '../grid.ts';
import { signedArea, type Corner } from '../zones/polygon-area.ts';

/** How much of each place a polygon covers, row by row, in places: to the last digit. Corners in fractions of the picture. */
export function coveredPlaces(
  polygon: readonly Corner[],
  { width, height }: Grid,
): Float64Array<ArrayBuffer> {
  const scaled = polygon.map(([x, y]): Corner => [x * width, y * height]);
  const shares = new Float64Array(width * height);
  const [left, right] = span(scaled.map(([x]) => x));
  const [top, bottom] = span(scaled.map(([, y]) => y));
  for (let row = Math.max(0, top); row < Math.min(height, bottom); row += 1) {
    for (let column = Math.max(0, left); column < Math.min(width, right); column += 1) {
      shares[row * width + column] = areaInPlace(scaled, column, row);
    }
  }
  return shares;
}

/** First place that holds one of the coordinates, and the one after the last. */
function span(values: readonly number[]): readonly [from: number, to: number] {
  return [Math.floor(Math.min(...values)), Math.ceil(Math.max(...values))];
}

/** Cut at each edge of the place (Sutherland & Hodgman 1974). */
function areaInPlace(polygon: readonly Corner[], left: number, top: number): number {
  let rest = cut(polygon, ([x]) => x - left);
  rest = cut(rest, ([x]) => left + 1 - x);
  rest = cut(rest, ([, y]) => y - top);
  rest = cut(rest, ([, y]) => top + 1 - y);
  return Math.abs(signedArea(rest));
}

/** What lies where `inside`, which changes linearly along an edge, is 0 or more. */
function cut(polygon: readonly Corner[], inside: (corner: Corner) => number): readonly Corner[] {
  return polygon.flatMap((corner, index) => {
    const before = polygon.at(index - 1)!;
    const [from, to] = [inside(before), inside(corner)];
    const kept = to >= 0 ? [corner] : [];
    if (from >= 0 === to >= 0) return kept;
    const share = from / (from - to);
    const [x, y] = [0, 1].map((axis) => before[axis]! + share * (corner[axis]! - before[axis]!));
    return [[x!, y!] as const, ...kept];
  });
}

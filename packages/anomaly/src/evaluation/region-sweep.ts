import type { Grid } from '../grid.ts';
import { signedArea, type Corner } from '../zones/polygon-area.ts';
import { coveredPlaces } from './covered-places.ts';

/** What changes in a frame's detections where the threshold falls to `level`. */
export interface RegionStep {
  readonly level: number;
  /** Detected regions that match no labelled one, more than before (or fewer: they grow together). */
  readonly falsePositives: number;
  /** Labelled regions, by index, that are found from here on, and that are no longer found. */
  readonly found: readonly number[];
  readonly lost: readonly number[];
}

/** A detected region matches a labelled one where they share this part of what they cover together. */
const leastOverlap = 0.1;

/** Places of one detected region. */
interface Component {
  /** Places. */
  area: number;
  /** With each labelled region, in places. */
  overlaps: Float64Array;
  isFalse: boolean;
  /** Labelled regions that it matches. */
  matches: readonly number[];
}

/**
 * Follows a frame's detected regions, places at or above a threshold that hang together over edges
 * and corners, while the threshold falls from the highest score to the lowest. `heatmap`: one score
 * a place, row by row; places whose score is not finite are never hot.
 */
export function regionSweep(
  heatmap: ArrayLike<number>,
  grid: Grid,
  labelled: readonly (readonly Corner[])[],
): readonly RegionStep[] {
  const places = Array.from({ length: heatmap.length }, (_, place) => place)
    .filter((place) => Number.isFinite(heatmap[place]))
    .toSorted((a, b) => heatmap[b]! - heatmap[a]!);
  const areas = labelled.map((polygon) => Math.abs(signedArea(polygon)) * grid.width * grid.height);
  const covered = labelled.map((polygon) => coveredPlaces(polygon, grid));
  const components = new Map<number, Component>();
  const parent = new Int32Array(heatmap.length).fill(-1);
  const matchCounts = new Int32Array(labelled.length);
  let falsePositives = 0;

  function rootOf(place: number): number {
    let root = place;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!;
      root = parent[root]!;
    }
    return root;
  }

  function count(component: Component, sign: 1 | -1): void {
    if (component.isFalse) falsePositives += sign;
    for (const index of component.matches) matchCounts[index]! += sign;
  }

  /** Takes a component out of the count, as it becomes part of another. */
  function absorb(into: Component, root: number): void {
    const other = components.get(root)!;
    count(other, -1);
    components.delete(root);
    into.area += other.area;
    other.overlaps.forEach((overlap, index) => (into.overlaps[index]! += overlap));
  }

  function add(place: number): void {
    const own: Component = {
      area: 1,
      overlaps: Float64Array.from(covered, (cover) => cover[place]!),
      isFalse: false,
      matches: [],
    };
    parent[place] = place;
    for (const next of neighbours(place, grid)) {
      if (parent[next] === -1) continue;
      const root = rootOf(next);
      if (root === place) continue;
      absorb(own, root);
      parent[root] = place;
    }
    own.matches = areas.flatMap((area, index) => {
      const overlap = own.overlaps[index]!;
      return overlap >= leastOverlap * (own.area + area - overlap) ? [index] : [];
    });
    own.isFalse = own.matches.length === 0;
    components.set(place, own);
    count(own, 1);
  }

  const steps: RegionStep[] = [];
  for (let index = 0; index < places.length;) {
    const level = heatmap[places[index]!]!;
    const before = { falsePositives, matchCounts: matchCounts.slice() };
    while (index < places.length && heatmap[places[index]!] === level) add(places[index++]!);
    const found: number[] = [];
    const lost: number[] = [];
    matchCounts.forEach((matches, region) => {
      const had = before.matchCounts[region]! > 0;
      if (matches > 0 && !had) found.push(region);
      if (matches === 0 && had) lost.push(region);
    });
    const change = falsePositives - before.falsePositives;
    if (change === 0 && found.length + lost.length === 0) continue;
    steps.push({ level, falsePositives: change, found, lost });
  }
  return steps;
}

function* neighbours(place: number, { width, height }: Grid): Generator<number> {
  const column = place % width;
  const row = Math.floor(place / width);
  for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y += 1) {
    for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x += 1) {
      if (x !== column || y !== row) yield y * width + x;
    }
  }
}

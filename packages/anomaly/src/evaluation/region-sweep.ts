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

/** Follows the detected regions of frames of one grid. */
export type RegionSweep = (
  heatmap: ArrayLike<number>,
  labelled: readonly (readonly Corner[])[],
) => readonly RegionStep[];

/**
 * Creates what follows a frame's detected regions, places at or above a threshold that hang together
 * over edges and corners, while the threshold falls from the highest score to the lowest. `heatmap`:
 * one score a place, row by row; places whose score is not finite are never hot.
 */
export function createRegionSweep(grid: Grid): RegionSweep {
  const count = grid.width * grid.height;
  const neighbours = Array.from({ length: count }, (_, place) => neighboursOf(place, grid));
  return (heatmap, labelled) => {
    const order = Array.from({ length: count }, (_, place) => place)
      .filter((place) => Number.isFinite(heatmap[place]))
      .toSorted((a, b) => heatmap[b]! - heatmap[a]!);
    const regions = createRegions(
      neighbours,
      labelled.map((polygon) => ({
        area: Math.abs(signedArea(polygon)) * count,
        covered: coveredPlaces(polygon, grid),
      })),
    );
    const steps: RegionStep[] = [];
    for (let index = 0; index < order.length;) {
      const level = heatmap[order[index]!]!;
      const falseBefore = regions.falsePositives();
      const matchesBefore = regions.matches.slice();
      while (index < order.length && heatmap[order[index]!] === level) {
        regions.add(order[index]!);
        index += 1;
      }
      const found: number[] = [];
      const lost: number[] = [];
      for (let region = 0; region < labelled.length; region += 1) {
        const [had, has] = [matchesBefore[region]! > 0, regions.matches[region]! > 0];
        if (has && !had) found.push(region);
        if (had && !has) lost.push(region);
      }
      const falsePositives = regions.falsePositives() - falseBefore;
      if (falsePositives === 0 && found.length + lost.length === 0) continue;
      steps.push({ level, falsePositives, found, lost });
    }
    return steps;
  };
}

/** A labelled region, in places. */
interface Labelled {
  readonly area: number;
  /** Of each place. */
  readonly covered: Float64Array;
}

/** Detected regions that grow place by place, and which labelled ones they match. */
interface Regions {
  add(place: number): void;
  falsePositives(): number;
  /** By labelled region: how many detected ones match it. */
  readonly matches: Int32Array;
}

/** A detected region is known by one of its places, its root (disjoint sets, Tarjan 1975). */
function createRegions(
  neighbours: readonly (readonly number[])[],
  labelled: readonly Labelled[],
): Regions {
  const count = neighbours.length;
  const parent = new Int32Array(count).fill(-1);
  const area = new Int32Array(count);
  /** Of each root, what it shares with each labelled region, one labelled region after the other. */
  const overlaps = labelled.map(({ covered }) => covered.slice());
  const matches = new Int32Array(labelled.length);
  let falsePositives = 0;

  function rootOf(place: number): number {
    let root = place;
    while (parent[root] !== root) root = parent[root]!;
    parent[place] = root;
    return root;
  }

  /** Adds a detected region to the counts, or takes it out. */
  function tally(root: number, sign: 1 | -1): void {
    let isFalse = true;
    labelled.forEach((region, index) => {
      const overlap = overlaps[index]![root]!;
      if (overlap < leastOverlap * (area[root]! + region.area - overlap)) return;
      isFalse = false;
      matches[index]! += sign;
    });
    if (isFalse) falsePositives += sign;
  }

  return {
    matches,
    falsePositives: () => falsePositives,
    add(place) {
      parent[place] = place;
      area[place] = 1;
      for (const next of neighbours[place]!) {
        if (parent[next] === -1) continue;
        const root = rootOf(next);
        if (root === place) continue;
        tally(root, -1);
        parent[root] = place;
        area[place] += area[root]!;
        for (const shared of overlaps) shared[place]! += shared[root]!;
      }
      tally(place, 1);
    },
  };
}

function neighboursOf(place: number, { width, height }: Grid): readonly number[] {
  const column = place % width;
  const row = Math.floor(place / width);
  const found: number[] = [];
  for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y += 1) {
    for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x += 1) {
      if (x !== column || y !== row) found.push(y * width + x);
    }
  }
  return found;
}

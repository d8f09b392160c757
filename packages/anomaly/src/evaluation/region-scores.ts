import type { Grid } from '../grid.ts';
import type { Corner } from '../zones/polygon-area.ts';
import type { LabelledTrack } from './labelled-tracks.ts';
import { createRegionSweep, type RegionStep } from './region-sweep.ts';

/** A clip whose abnormal regions are labelled. */
export interface RegionClip {
  readonly name: string;
  /** One a frame of the video, each one score a place, row by row. May share an array. */
  readonly heatmaps: readonly ArrayLike<number>[];
  readonly grid: Grid;
  /** Empty where nothing is abnormal. */
  readonly tracks: readonly LabelledTrack[];
}

/** How well regions are found. */
export interface RegionScores {
  /** Region-based: area under the share of labelled regions found. Absent where none is labelled. */
  readonly rbdc?: number;
  /** Track-based: area under the share of tracks found. Absent where none is labelled. */
  readonly tbdc?: number;
  readonly regions: number;
  readonly tracks: number;
  readonly frames: number;
}

/** A track is found where at least this share of its regions is. */
const leastShare = 0.1;

/** A step of one frame, or of several with the same heatmap and nothing labelled. */
interface SweepStep extends RegionStep {
  readonly frames: number;
  /** Of each labelled region of the frame, by index: its track. */
  readonly trackOf: readonly number[];
}

/**
 * Region-based and track-based detection criteria (Ramachandra & Jones, "Street Scene", WACV 2020):
 * with a falling threshold, the share of labelled regions that a detected region of their frame
 * matches (intersection over union of at least 0.1), and the share of tracks of which at least a
 * tenth of the regions is found, each over the number of detected regions a frame that match none.
 * The area is taken for 0 to 1 of those. Where hot places grow together the share can fall with the
 * threshold; what counts for a rate is the best share that a threshold of at most that rate has.
 */
export function regionScores(clips: readonly RegionClip[]): RegionScores {
  const tracks = clips.flatMap((clip) => clip.tracks);
  const regions = tracks.reduce((sum, track) => sum + track.regions.length, 0);
  const frames = clips.reduce((sum, { heatmaps }) => sum + heatmaps.length, 0);
  const counts = { regions, tracks: tracks.length, frames };
  if (regions === 0) return counts;

  const sizes = tracks.map((track) => track.regions.length);
  const foundOf = new Int32Array(tracks.length);
  let falsePositives = 0;
  let foundRegions = 0;
  let foundTracks = 0;
  function change(track: number, by: 1 | -1): void {
    const wasFound = foundOf[track]! >= leastShare * sizes[track]!;
    foundOf[track]! += by;
    foundRegions += by;
    foundTracks += Number(foundOf[track]! >= leastShare * sizes[track]!) - Number(wasFound);
  }

  const steps = sweep(clips).toSorted((a, b) => b.level - a.level);
  const points: Operating[] = [];
  steps.forEach((step, index) => {
    falsePositives += step.falsePositives * step.frames;
    for (const region of step.found) change(step.trackOf[region]!, 1);
    for (const region of step.lost) change(step.trackOf[region]!, -1);
    if (steps[index + 1]?.level === step.level) return;
    points.push({
      falsePositiveRate: falsePositives / frames,
      regions: foundRegions / regions,
      tracks: foundTracks / tracks.length,
    });
  });
  return { ...counts, rbdc: areaUpToOne(points, 'regions'), tbdc: areaUpToOne(points, 'tracks') };
}

/** What a threshold gives. */
interface Operating {
  readonly falsePositiveRate: number;
  readonly regions: number;
  readonly tracks: number;
}

function areaUpToOne(points: readonly Operating[], what: 'regions' | 'tracks'): number {
  const sorted = points
    .filter(({ falsePositiveRate }) => falsePositiveRate <= 1)
    .toSorted((a, b) => a.falsePositiveRate - b.falsePositiveRate || a[what] - b[what]);
  let area = 0;
  let rate = 0;
  let best = 0;
  for (const point of sorted) {
    const share = Math.max(best, point[what]);
    area += ((point.falsePositiveRate - rate) * (best + share)) / 2;
    rate = point.falsePositiveRate;
    best = share;
  }
  return area + (1 - rate) * best;
}

function sweep(clips: readonly RegionClip[]): SweepStep[] {
  let tracksBefore = 0;
  return clips.flatMap(({ heatmaps, grid, tracks }) => {
    const labelled = regionsByFrame(tracks, tracksBefore);
    tracksBefore += tracks.length;
    const follow = createRegionSweep(grid);
    // One heatmap is held over several frames of the video: what is normal in them is swept once.
    const unlabelled = new Map<ArrayLike<number>, number>();
    const steps = heatmaps.flatMap((heatmap, index): SweepStep[] => {
      const here = labelled.get(index + 1);
      if (here) {
        const { polygons, trackOf } = here;
        return follow(heatmap, polygons).map((step) => ({
          ...step,
          frames: 1,
          trackOf,
        }));
      }
      unlabelled.set(heatmap, (unlabelled.get(heatmap) ?? 0) + 1);
      return [];
    });
    for (const [heatmap, frames] of unlabelled) {
      for (const step of follow(heatmap, [])) steps.push({ ...step, frames, trackOf: [] });
    }
    return steps;
  });
}

interface FrameRegions {
  readonly polygons: (readonly Corner[])[];
  readonly trackOf: number[];
}

function regionsByFrame(
  tracks: readonly LabelledTrack[],
  tracksBefore: number,
): ReadonlyMap<number, FrameRegions> {
  const byFrame = new Map<number, FrameRegions>();
  tracks.forEach(({ regions }, index) => {
    for (const { frame, polygon } of regions) {
      const here = byFrame.get(frame) ?? { polygons: [], trackOf: [] };
      here.polygons.push(polygon);
      here.trackOf.push(tracksBefore + index);
      byFrame.set(frame, here);
    }
  });
  return byFrame;
}

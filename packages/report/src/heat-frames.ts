import { heatPixels } from './heat-colour.ts';
import type { HeatGrid, ScorePoint } from './watch-result.ts';

/** The heatmaps of a clip as a raw RGBA stream for ffmpeg. */
export interface HeatStream {
  /** Pixels, one a place of the grid. */
  readonly width: number;
  readonly height: number;
  /** When the first picture shows, seconds from the start of the clip; may be a little below 0. */
  readonly offsetSeconds: number;
  /** One picture each `1 / frameRate` seconds. */
  frames(): AsyncIterable<Uint8Array>;
}

/**
 * Pictures at a fixed rate from points at any time. A point's heatmap shows from the interval on
 * that the point lies in, never before the frame it belongs to where points are the first frames of
 * their intervals (that is how frames are sampled); it holds over at most one missing interval.
 * None shows during warm-up, when a model is surprised by everything.
 * `startSeconds` is where the clip begins in the file. Undefined where there are none to
 * show.
 */
export function heatStream(
  points: readonly ScorePoint[],
  options: {
    readonly grid: HeatGrid | undefined;
    readonly frameRate: number;
    readonly startSeconds: number;
    readonly endSeconds: number;
  },
): HeatStream | undefined {
  const { grid, frameRate, startSeconds } = options;
  if (!grid || points.every(({ heatmap, warmUp }) => warmUp || !heatmap)) return undefined;
  const { width, height } = grid;
  const intervalOf = (seconds: number) => Math.floor(seconds * frameRate + 1e-3);
  const from = intervalOf(startSeconds);
  // A picture after the video's last frame would add a frame to it.
  const to = Math.ceil(options.endSeconds * frameRate - 1e-3) - 1;
  const blank = new Uint8Array(width * height * 4);

  async function* frames(): AsyncGenerator<Uint8Array> {
    let next = 0;
    let shown: ScorePoint | undefined;
    for (let interval = from; interval <= to; interval += 1) {
      while (next < points.length && intervalOf(points[next]!.timestampUs / 1e6) <= interval) {
        shown = points[next];
        next += 1;
      }
      const age = shown ? interval - intervalOf(shown.timestampUs / 1e6) : Infinity;
      yield shown?.heatmap && !shown.warmUp && age <= 1
        ? heatPixels(shown.heatmap, shown.threshold)
        : blank;
    }
  }

  return { width, height, offsetSeconds: from / frameRate - startSeconds, frames };
}

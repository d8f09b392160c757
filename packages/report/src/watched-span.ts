import type { ScorePoint } from './watch-result.ts';

/** A stretch of the video, in seconds of its own time. */
export interface WatchedSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * From where watching began to where it ended: the end of the sampling interval that the last scored
 * frame lies in, and not after the end of the video.
 */
export function watchedSpan(
  points: readonly ScorePoint[],
  options: {
    /** Frames scored a second. */
    readonly frameRate: number;
    /** Default 0. */
    readonly startSeconds?: number | undefined;
    /** Length of the video where it is known. */
    readonly videoSeconds?: number | undefined;
  },
): WatchedSpan {
  const { frameRate, startSeconds: start = 0, videoSeconds = Infinity } = options;
  const last = (points.at(-1)?.timestampUs ?? start * 1e6) / 1e6;
  const intervalEnd = (Math.floor(last * frameRate + 1e-3) + 1) / frameRate;
  // A container may promise less than it holds: the last scored frame was there.
  return { start, end: Math.max(Math.min(intervalEnd, videoSeconds), last, start + 1e-3) };
}

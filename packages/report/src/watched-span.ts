import type { ScorePoint } from './watch-result.ts';

/** A stretch of the video, in seconds of its own time. */
export interface WatchedSpan {
  readonly start: number;
  readonly end: number;
}

/** From where watching began to where it ended; `frameRate` gives the last frame its length. */
export function watchedSpan(points: readonly ScorePoint[], frameRate: number, startSeconds = 0): WatchedSpan {
  const last = points.at(-1);
  const end = last ? last.timestampUs / 1e6 + 1 / frameRate : startSeconds;
  return { start: startSeconds, end: Math.max(end, startSeconds + 1 / frameRate) };
}

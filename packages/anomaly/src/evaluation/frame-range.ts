/** Frames of a video from `first` to `last`, both counted from 1 and both within. */
export interface FrameRange {
  readonly first: number;
  readonly last: number;
}

/** Whether each of a video's frames lies in one of the ranges. */
export function framesInRanges(ranges: readonly FrameRange[], frames: number): boolean[] {
  const within = Array.from({ length: frames }, () => false);
  for (const { first, last } of ranges) within.fill(true, first - 1, last);
  return within;
}

/** When a range is shown, in seconds since the video's first frame; `end` is the end of its last frame. */
export function rangeSeconds(
  { first, last }: FrameRange,
  frameRate: number,
): { readonly start: number; readonly end: number } {
  return { start: (first - 1) / frameRate, end: last / frameRate };
}

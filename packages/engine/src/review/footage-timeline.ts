/** Frames of footage in memory that came from one video. */
export interface TimelineVideo {
  readonly path: string;
  /** Of the footage: where its frames begin. */
  readonly first: number;
  /** Seconds of the file's time, one a frame. */
  readonly seconds: readonly number[];
}

/** Where the frames of footage in memory came from, in their order. */
export type FootageTimeline = readonly TimelineVideo[];

/** The video of a frame, and its place in the file's time. Throws a RangeError where there is no such frame. */
export function originOf(
  timeline: FootageTimeline,
  frame: number,
): { readonly path: string; readonly seconds: number } {
  const video = timeline.findLast(({ first, seconds }) => seconds.length > 0 && first <= frame);
  const seconds = video?.seconds[frame - video.first];
  if (!video || seconds === undefined) throw new RangeError(`no video has frame ${frame}`);
  return { path: video.path, seconds };
}

import type { FrameNeeds } from '@presage/core';
import type { Footage, FootageSpan } from '@presage/train';
import type { FootageTimeline, TimelineVideo } from './footage-timeline.ts';
import { medianPicture } from './median-picture.ts';
import { sceneLikeness } from './scene-likeness.ts';

/** A video that seems to be of another camera, or of this one before it was moved. */
export interface OtherScene {
  readonly video: string;
  /** The video it was held against: the one with the most footage. */
  readonly unlike: string;
  /** 1 for the same scene, about 0 for two scenes. */
  readonly likeness: number;
}

/**
 * Below this two pictures are of two scenes: parts of one camera's footage come to 0.67 to 0.99, at
 * other times of day too, and two cameras' to 0.15 at most.
 */
const leastLikeness = 0.4;
/** Standard deviation of the grey levels of a picture that has edges to compare. */
const leastContrast = 5;

/** The videos whose scene is not that of the longest one. */
export function scenesUnlike(
  footage: Footage,
  options: {
    readonly spans: readonly FootageSpan[];
    readonly timeline: FootageTimeline;
    readonly needs: FrameNeeds;
  },
): readonly OtherScene[] {
  const { spans, timeline, needs } = options;
  const scenes = timeline.flatMap((video) => {
    const frames = framesOf(video, spans);
    if (frames.length === 0) return [];
    const picture = medianPicture(footage, frames, needs);
    return contrastOf(picture) < leastContrast ? [] : [{ path: video.path, frames, picture }];
  });
  const longest = scenes.toSorted((a, b) => b.frames.length - a.frames.length)[0];
  return scenes.flatMap(({ path, picture }) => {
    if (!longest || picture === longest.picture) return [];
    const likeness = sceneLikeness(longest.picture, picture, needs);
    return likeness < leastLikeness ? [{ video: path, unlike: longest.path, likeness }] : [];
  });
}

/** Of the footage, those that are not left out. */
function framesOf({ first, seconds }: TimelineVideo, spans: readonly FootageSpan[]): number[] {
  return spans.flatMap(({ start, length }) => {
    const [begin, end] = [Math.max(start, first), Math.min(start + length, first + seconds.length)];
    return Array.from({ length: Math.max(0, end - begin) }, (_, index) => begin + index);
  });
}

/** Standard deviation of grey levels. */
function contrastOf(picture: Float32Array): number {
  const mean = picture.reduce((sum, value) => sum + value, 0) / picture.length;
  const squares = picture.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / picture.length);
}

import type { FrameNeeds } from '@presage/core';
import type { Footage, FootageSpan } from '@presage/train';
import { measureCells } from './cell-measures.ts';
import { exceedances, leastReviewedFrames } from './exceedances.ts';
import { originOf, type FootageTimeline } from './footage-timeline.ts';
import { medianPicture } from './median-picture.ts';
import { momentLook, type MomentLook } from './moment-look.ts';
import { scenesUnlike, type OtherScene } from './other-scenes.ts';
import { peaksOf } from './peaks-of.ts';

/** A moment of footage that is unlike the rest. */
export interface ReviewMoment {
  /** The video as it was named. */
  readonly video: string;
  /** Seconds of the file's time. */
  readonly start: number;
  readonly end: number;
  /** When it is most unlike the rest. */
  readonly peak: number;
  /** How unusual: at 1 it is asked about; footage in which nothing unusual happens stays below. */
  readonly strength: number;
  /** True from a strength of 1 on. */
  readonly standsOut: boolean;
  /** Where, in fractions of the picture from its upper left corner. */
  readonly region: MomentLook['region'];
  /** What is unlike the rest. */
  readonly look: MomentLook['look'];
}

/** The least normal moments of footage. */
export interface FootageReview {
  /** The least normal first; those of no strength are left out. */
  readonly moments: readonly ReviewMoment[];
  /** Videos that seem to show another scene than most of the footage does. */
  readonly otherScenes: readonly OtherScene[];
  /** False where the footage is too short to hold a moment against the rest. */
  readonly reviewed: boolean;
  /** The videos, as they were named. */
  readonly videos: readonly string[];
  /** Seconds of footage that were looked at. */
  readonly seconds: number;
}

export interface ReviewFootageOptions {
  readonly footage: Footage;
  /** Frames to look at. Default: all. */
  readonly spans?: readonly FootageSpan[];
  readonly timeline: FootageTimeline;
  readonly needs: FrameNeeds;
  /** Default 5. */
  readonly most?: number;
  /** Rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called with the frames looked at and all frames. */
  readonly onProgress?: (frames: number, totalFrames: number) => void;
}

/**
 * The level from which a moment is asked about: above what people, cars and lorries did on footage
 * of four cameras in which nothing was put in.
 */
const askedLevel = 6;
/** Below this nothing is worth a word. */
const leastStrength = 0.02;

/**
 * Finds what happens once: the moments of footage that differ most from all the rest of it, without a
 * model. Meant for normal footage before it is learned from; what happens again and again is normal,
 * and what is there most of the time is the scene.
 */
export async function reviewFootage(options: ReviewFootageOptions): Promise<FootageReview> {
  const { footage, spans = footage.spans, timeline, needs, most = 5 } = options;
  const count = spans.reduce((sum, { length }) => sum + length, 0);
  const seconds = count / needs.frameRate;
  const videos = timeline.map(({ path }) => path);
  const otherScenes = scenesUnlike(footage, { spans, timeline, needs });
  if (count < leastReviewedFrames(needs.frameRate))
    return { moments: [], otherScenes, reviewed: false, videos, seconds };
  const all = spans.flatMap(({ start, length }) =>
    Array.from({ length }, (_, index) => start + index),
  );
  const background = medianPicture(footage, all, needs);
  const measures = await measureCells(footage, spans, {
    needs,
    background,
    ...(options.signal && { signal: options.signal }),
    ...(options.onProgress && { onProgress: options.onProgress }),
  });
  const found = exceedances(measures, needs);
  const peaks = peaksOf(found.levels, {
    runs: spans.map(({ length }) => length),
    frameRate: needs.frameRate,
    most,
  });
  const moments = peaks.map(({ first, last, peak, level }): ReviewMoment => {
    const at = (index: number) => originOf(timeline, measures.frames[index]!);
    const strength = level / askedLevel;
    return {
      video: at(peak).path,
      start: at(first).seconds,
      end: at(last).seconds + 1 / needs.frameRate,
      peak: at(peak).seconds,
      strength,
      standsOut: strength >= 1,
      ...momentLook(found.cellsAt(peak), measures),
    };
  });
  return {
    moments: moments.filter(({ strength }) => strength >= leastStrength),
    otherScenes,
    reviewed: true,
    videos,
    seconds,
  };
}

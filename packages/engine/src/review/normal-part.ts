import { basename } from 'node:path';
import type { FrameNeeds } from '@presage/core';
import type { FootageSpan } from '@presage/train';
import type { LearnWarning } from '../learn-progress.ts';
import type { ReadFootage } from '../read-footage.ts';
import { checkFootagePictures } from './check-footage-pictures.ts';
import { leaveOut, type LeftOut } from './leave-out.ts';
import { reviewFootage, type FootageReview } from './review-footage.ts';

export interface NormalPartOptions {
  readonly read: ReadFootage;
  readonly needs: FrameNeeds;
  /** What is not to be learned from. */
  readonly leaveOut?: readonly LeftOut[] | undefined;
  /** Told what is least normal in the rest; gives what else to leave out, and rejects to stop. */
  readonly onReview?: ((review: FootageReview) => Promise<readonly LeftOut[]>) | undefined;
  readonly signal: AbortSignal;
  readonly onProgress?: (frames: number, totalFrames: number) => void;
}

/** Footage that somebody calls normal, looked over. */
export interface NormalPart {
  readonly spans: readonly FootageSpan[];
  readonly leftOut: readonly LeftOut[];
  readonly review: FootageReview;
  readonly warnings: readonly LearnWarning[];
}

/**
 * Looks over what is to be learned as normal: without what is left out, with a word on what is
 * broken in it, on scenes that differ, and on moments that differ from all the rest.
 *
 * Errors as {@link leaveOut} and {@link checkFootagePictures} do.
 */
export async function normalPart(options: NormalPartOptions): Promise<NormalPart> {
  const { read, needs, signal, onProgress, onReview } = options;
  const { footage, timeline } = read;
  const asked = options.leaveOut ?? [];
  const first = leaveOut(footage.spans, timeline, asked);
  checkFootagePictures(footage, first, needs);
  const review = await reviewFootage({
    footage,
    spans: first,
    timeline,
    needs,
    signal,
    ...(onProgress && { onProgress }),
  });
  const more = (await onReview?.(review)) ?? [];
  signal.throwIfAborted();
  const leftOut = [...asked, ...more];
  const spans = leaveOut(footage.spans, timeline, leftOut);
  const broken = checkFootagePictures(footage, spans, needs);
  return { spans, leftOut, review, warnings: [...broken, ...review.otherScenes.map(otherScene)] };
}

function otherScene({ video, unlike }: FootageReview['otherScenes'][number]): LearnWarning {
  return {
    code: 'footage-other-scene',
    message: `${basename(video)} and ${basename(unlike)} do not show the same scene: a model is of one camera that stands still. Learn a model for each, or only from what was recorded since it was moved`,
  };
}

import { InputError, silentLogger, type Logger } from '@presage/core';
import { probeVideo } from '@presage/io';
import type { Observable } from 'rxjs';
import { defaultNetwork } from '../default-network.ts';
import type { LearnWarning } from '../learn-progress.ts';
import { observableWork, type WorkContext } from '../observable-work.ts';
import { readFootage, type FootageSource, type ReadingProgress } from '../read-footage.ts';
import type { LeftOut } from './leave-out.ts';
import { normalPart } from './normal-part.ts';
import type { FootageReview } from './review-footage.ts';

export interface ReviewVideosOptions {
  /** Video of one camera, meant to be learned from. */
  readonly sources: readonly FootageSource[];
  /** Parts that are not looked at. */
  readonly leaveOut?: readonly LeftOut[];
  /** Stops; the result errors with the signal's reason once everything is freed. */
  readonly signal?: AbortSignal;
  readonly logger?: Logger;
}

/** What a review tells, as it goes. */
export type ReviewProgress =
  | ({ readonly kind: 'reading' } & ReadingProgress)
  | { readonly kind: 'reviewing'; readonly frames: number; readonly totalFrames: number }
  | {
      readonly kind: 'done';
      readonly review: FootageReview;
      readonly warnings: readonly LearnWarning[];
    };

/**
 * Looks over footage as `learnNormal` would before it learns from it, and learns nothing. Nothing
 * starts before the subscription; unsubscribing stops and frees everything.
 *
 * Errors as `openVideo` does; InputError `no-footage`, `footage-too-long`, `footage-blank`,
 * `footage-frozen`, `leave-out-video`, `leave-out-range`, `leave-out-everything`.
 */
export function reviewVideos(options: ReviewVideosOptions): Observable<ReviewProgress> {
  return observableWork((context) => run(options, context), options.signal);
}

async function run(
  { sources, leaveOut, logger = silentLogger }: ReviewVideosOptions,
  { subscriber, signal }: WorkContext<ReviewProgress>,
): Promise<void> {
  const [first] = sources;
  if (!first) {
    throw new InputError({
      code: 'no-footage',
      message: 'a review needs at least one video and got none',
    });
  }
  const { width, height } = await probeVideo(first.path, { signal });
  const needs = defaultNetwork(width / height).input;
  const read = await readFootage(sources, {
    needs,
    signal,
    logger,
    onProgress: (progress) => subscriber.next({ kind: 'reading', ...progress }),
  });
  const { review, warnings } = await normalPart({
    read,
    needs,
    leaveOut,
    signal,
    onProgress: (frames, totalFrames) =>
      subscriber.next({ kind: 'reviewing', frames, totalFrames }),
  });
  for (const { message } of warnings) logger.warn(message);
  subscriber.next({ kind: 'done', review, warnings: [...read.warnings, ...warnings] });
}

import type { Frame, FrameNeeds } from '@presage/core';
import { lastValueFrom, tap, toArray } from 'rxjs';
import type { Video } from '../src/index.ts';

/** 64×48, grey, 5 a second. */
export const smallNeeds: FrameNeeds = { width: 64, height: 48, format: 'gray8', frameRate: 5 };

/** Every frame of a video, each settled as it comes. */
export function readAll(video: Video, needs: FrameNeeds = smallNeeds): Promise<Frame[]> {
  return lastValueFrom(
    video.frames(needs).pipe(
      tap((frame) => frame.settle('processed')),
      toArray(),
    ),
  );
}

/** Seconds of each frame, to the millisecond. */
export function secondsOf(frames: readonly Frame[]): number[] {
  return frames.map(({ timestampUs }) => Math.round(timestampUs / 1000) / 1000);
}

/** The places where a model starts anew. */
export function discontinuitiesOf(frames: readonly Frame[]): string[] {
  return frames
    .filter(({ discontinuity }) => discontinuity !== undefined)
    .map(({ discontinuity, timestampUs }) => `${discontinuity} ${(timestampUs / 1e6).toFixed(2)}`);
}

import type { FrameNeeds } from '@presage/core';
import { openVideo } from '@presage/io';
import { lastValueFrom, map, toArray } from 'rxjs';

export interface ReadPicturesOptions {
  readonly needs: FrameNeeds;
  /** Default 0. */
  readonly startSeconds?: number;
  /** Default: to the end. */
  readonly durationSeconds?: number;
  readonly signal: AbortSignal;
}

/** Reads a part of a video into memory, as a model sees it: the bytes of each frame. */
export async function readPictures(
  path: string,
  { needs, signal, startSeconds = 0, durationSeconds }: ReadPicturesOptions,
): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  await using video = await openVideo(path, { startSeconds, durationSeconds, signal });
  const pictures = video.frames(needs).pipe(
    map((frame) => {
      using _ = frame;
      return frame.bytes.slice();
    }),
    toArray(),
  );
  // Awaited here: the video is closed when this returns.
  return await lastValueFrom(pictures);
}

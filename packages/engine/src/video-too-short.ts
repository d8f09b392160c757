import { InputError } from '@presage/core';

export interface VideoTooShortOptions {
  readonly source: string;
  /** Frames that it had, at the model's rate. */
  readonly frames: number;
  readonly warmUpFrames: number;
  /** The model's, frames a second. */
  readonly frameRate: number;
}

/** A video that ends before the model has seen enough to judge. */
export function videoTooShort(options: VideoTooShortOptions): InputError {
  const { source, frames, warmUpFrames, frameRate } = options;
  const seconds = (count: number) => `${(count / frameRate).toFixed(1)} s`;
  return new InputError({
    code: 'video-too-short',
    message: `${source} is too short: the model judges after ${warmUpFrames} frames (${seconds(warmUpFrames)}), and there were ${frames} (${seconds(frames)}); give a longer video, or more of it`,
    fields: { source, frames, warmUpFrames, frameRate },
  });
}

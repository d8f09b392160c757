import type { Clock, FrameLedger, FrameNeeds } from '@presage/core';
import type { Binary } from '../binaries/binary.ts';
import type { VideoInfo } from '../probe/video-info.ts';
import type { VideoWarning } from '../video-warning.ts';

/** One reading of a file. */
export interface DecodeOptions {
  readonly ffmpeg: Binary;
  readonly path: string;
  readonly info: VideoInfo;
  readonly streamId: string;
  readonly needs: FrameNeeds;
  /** Of the file's time. */
  readonly startSeconds: number;
  /** Of the file's time. */
  readonly endSeconds: number | undefined;
  readonly clock: Clock;
  readonly ledger: FrameLedger | undefined;
  /** Gives the reading up with an error. */
  readonly signal: AbortSignal;
  readonly warn: (warning: VideoWarning) => void;
}

/** Pixels of a raw input: 4, 3 or 1 bytes each. */
export type RawFormat = 'rgba' | 'rgb24' | 'gray8';

/** A video file. */
export interface FileInput {
  readonly kind: 'file';
  /** Path of a file, or a `file://` address. */
  readonly path: string;
  /** Default 0. */
  readonly startSeconds?: number | undefined;
  /** Default: to the end. */
  readonly durationSeconds?: number | undefined;
}

/** Pictures made by the caller. */
export interface RawInput {
  readonly kind: 'raw';
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  readonly format: RawFormat;
  /** Frames a second. */
  readonly frameRate: number;
  /**
   * One picture each, rows from the top, no padding. Taken only as fast as ffmpeg reads; where
   * there are several raw inputs, none may wait for another. Ended early where ffmpeg needs no more.
   */
  readonly frames: AsyncIterable<Uint8Array>;
}

/** Pictures made by ffmpeg: a source filter such as `color=black:s=640x60:r=10:d=5`. */
export interface GeneratorInput {
  readonly kind: 'generator';
  readonly filter: string;
}

export type TranscodeInput = FileInput | RawInput | GeneratorInput;

export interface TranscodeOptions {
  /** `[0:v]`, `[1:v]` … in the graph. */
  readonly inputs: readonly TranscodeInput[];
  /** In ffmpeg's syntax; must make `[out]`. Default: the first input's pictures. */
  readonly filterGraph?: string | undefined;
  /** An MP4 file. It appears under this name when it is complete, in the place of an older one. */
  readonly output: string;
  /** H.264's constant rate factor: 0 lossless, 51 worst. Default 23. */
  readonly crf?: number | undefined;
  /** x264's. Default `veryfast`. */
  readonly preset?:
    | 'ultrafast'
    | 'superfast'
    | 'veryfast'
    | 'faster'
    | 'fast'
    | 'medium'
    | 'slow'
    | undefined;
  /** Stops, and removes what was written. */
  readonly signal?: AbortSignal | undefined;
  /** Seconds of the output that are written. */
  readonly onProgress?: ((mediaSeconds: number) => void) | undefined;
}

/** Where a binary was found. */
export type BinaryOrigin =
  /** Named by `FFMPEG_PATH` or `FFPROBE_PATH`. */
  | 'environment'
  /** On `PATH`. */
  | 'system'
  /** Inside the npm packages that this one depends on. */
  | 'bundled';

/** A binary that has been run once. */
export interface Binary {
  readonly path: string;
  /** As it names itself: `5.1.9-0+deb12u1`, `N-47683-g0e8eb07980-static`. */
  readonly version: string;
  /** The release's first number; null for a build from git, which has none. */
  readonly major: number | null;
  /** The last year of its copyright line; the only age a build from git tells. */
  readonly year: number | null;
  readonly origin: BinaryOrigin;
  /** Sentences for a person. */
  readonly warnings: readonly string[];
}

/** The pair of binaries in use. */
export interface FfmpegBinaries {
  readonly ffmpeg: Binary;
  readonly ffprobe: Binary;
}

/** Something about a video that its user should know, though it can be read. */
export interface VideoWarning {
  readonly code:
    /** ffmpeg is older than what this package was made for. */
    | 'ffmpeg-old'
    /** The source has fewer frames a second than asked for. */
    | 'source-slower'
    /** Parts of it could not be decoded. */
    | 'video-corrupt'
    /** It ends before its container says. */
    | 'video-truncated'
    /** Its picture changes size midway; only the first change is told. */
    | 'video-resolution-changed';
  /** For a person. */
  readonly message: string;
  /** Facts for programs. */
  readonly fields: Readonly<Record<string, unknown>>;
}

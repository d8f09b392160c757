/** What a video says of itself before it is decoded. */
export interface VideoInfo {
  /** As it was given, passwords taken out. */
  readonly source: string;
  /** ffmpeg's name of the container: `mov,mp4,m4a,3gp,3g2,mj2`, `avi`. */
  readonly container: string;
  /** ffmpeg's name of the codec: `h264`. */
  readonly codec: string;
  /** Pixels, as shown: after rotation. */
  readonly width: number;
  /** Pixels, as shown: after rotation. */
  readonly height: number;
  /** Frames a second, on average. */
  readonly frameRate: number;
  /** As the container promises; undefined where it does not say (a raw stream). */
  readonly durationSeconds: number | undefined;
  /** As the container promises. */
  readonly frameCount?: number;
  /** Which of the file's streams is decoded: the first that is a video and no cover picture. */
  readonly streamIndex: number;
}

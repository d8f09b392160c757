export type { Binary, BinaryOrigin, FfmpegBinaries } from './binaries/binary.ts';
export { resolveFfmpeg, type Environment } from './binaries/resolve-ffmpeg.ts';
export { transcode } from './encode/transcode.ts';
export type {
  FileInput,
  GeneratorInput,
  RawFormat,
  RawInput,
  TranscodeInput,
  TranscodeOptions,
} from './encode/transcode-options.ts';
export { openVideo, type OpenVideoOptions, type Video } from './open-video.ts';
export { pictureAt, type PictureOptions } from './picture-at.ts';
export { probeVideo } from './probe/probe-video.ts';
export type { VideoInfo } from './probe/video-info.ts';
export type { VideoWarning } from './video-warning.ts';

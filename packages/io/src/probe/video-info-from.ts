import { InputError, redact } from '@presage/core';
import type { FfprobeOutput, FfprobeStream } from './ffprobe-output.ts';
import type { VideoInfo } from './video-info.ts';

/** Containers that ffmpeg takes pictures and texts for. */
const still = /^(?:image2|tty|\w+_pipe)$/u;
/** Streams without a container: their length is a guess from the bit rate. */
const raw = /^(?:h264|hevc|m4v|mpegvideo|mjpeg|h261|h263|vc1|av1|obu|ivf_raw)$/u;

/**
 * Reads the facts about a video out of ffprobe's answer.
 *
 * @throws InputError `video-not-video`, `video-audio-only`, `video-undecodable`
 */
export function videoInfoFrom(source: string, output: FfprobeOutput): VideoInfo {
  const { format, streams } = output;
  const refuse = (code: string, message: string) =>
    new InputError({ code, message: `${source} ${message}`, fields: { source } });
  if (still.test(format.format_name)) {
    throw refuse('video-not-video', `is no video (${format.format_name}). Name a video file.`);
  }
  const video = streams.find(
    (one) => one.codec_type === 'video' && one.disposition?.attached_pic !== 1,
  );
  if (!video) {
    throw streams.some((one) => one.codec_type === 'audio')
      ? refuse('video-audio-only', 'holds sound but no pictures. Name a video file.')
      : refuse('video-not-video', 'holds no video stream. Name a video file.');
  }
  const { codec_name: codec, width = 0, height = 0 } = video;
  if (codec === undefined || width < 1 || height < 1) {
    throw refuse(
      'video-undecodable',
      `has a video stream that cannot be decoded (codec ${codec ?? 'unknown'}, ${width}×${height}). Convert it, or use another ffmpeg.`,
    );
  }
  const upright = Math.abs(rotation(video)) % 180 !== 90;
  return {
    source: redact(source),
    container: format.format_name,
    codec,
    width: upright ? width : height,
    height: upright ? height : width,
    frameRate: video.avg_frame_rate ?? video.r_frame_rate ?? 25,
    durationSeconds: duration(output, video),
    ...(video.nb_frames === undefined ? {} : { frameCount: video.nb_frames }),
    streamIndex: video.index,
  };
}

function rotation(stream: FfprobeStream): number {
  const fromMatrix = stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation;
  return Math.round(fromMatrix ?? stream.tags?.rotate ?? 0);
}

function duration({ format }: FfprobeOutput, stream: FfprobeStream): number | undefined {
  if (raw.test(format.format_name)) return undefined;
  const told = stream.duration ?? stream.tags?.DURATION ?? format.duration;
  // ffprobe shortens an AVI to what is there; the frame count in its header is what was promised.
  const rate = stream.avg_frame_rate ?? stream.r_frame_rate;
  if (format.format_name !== 'avi' || !stream.nb_frames || !rate) return told;
  return Math.max(told ?? 0, stream.nb_frames / rate);
}

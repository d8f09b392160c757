import type { Binary, VideoInfo } from '@presage/io';
import type { ComparingNetworkSpec } from '@presage/model';

export interface DecodeToNullOptions {
  readonly ffmpeg: Binary;
  readonly video: VideoInfo;
}

/** Arguments of an ffmpeg that decodes, samples and scales as scoring asks for, to nowhere. */
export function decodeToNull(
  { width, height, format, frameRate }: ComparingNetworkSpec['input'],
  { ffmpeg, video }: DecodeToNullOptions,
): string[] {
  // As `@presage/io` has it: intervals begin half a frame of the source before 1/rate's multiples.
  const lead = Math.min(0.5, (0.5 * frameRate) / video.frameRate);
  const interval = (t: string) => `floor(${t}*${frameRate}+${lead})`;
  const select = `isnan(prev_selected_t)+not(eq(${interval('t')},${interval('prev_selected_t')}))`;
  const pixelFormat = format === 'gray8' ? 'gray' : format;
  const filters = `select='${select}',scale=${width}:${height}:flags=area,format=${pixelFormat}`;
  return [
    '-nostdin',
    '-v',
    'error',
    '-i',
    video.source,
    '-map',
    `0:${video.streamIndex}`,
    '-vf',
    filters,
    knowsFrameRateMode(ffmpeg) ? '-fps_mode' : '-vsync',
    'passthrough',
    '-f',
    'null',
    '-',
  ];
}

/** `-vsync` goes in releases after 5. */
function knowsFrameRateMode({ major, year }: Binary): boolean {
  return major === null ? (year ?? 0) >= 2023 : major >= 6;
}

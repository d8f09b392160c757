import { ffmpegArguments, type FfmpegCommand } from '../ffmpeg-arguments.ts';
import { fileProtocols, fileUrl } from '../file-input.ts';
import { secondsText } from '../seconds-text.ts';
import type { RawFormat, TranscodeInput, TranscodeOptions } from './transcode-options.ts';

const pixelFormats: Readonly<Record<RawFormat, string>> = {
  rgba: 'rgba',
  rgb24: 'rgb24',
  gray8: 'gray',
};

/** Bytes a pixel takes in each raw format. */
export const rawBytesPerPixel: Readonly<Record<RawFormat, number>> = {
  rgba: 4,
  rgb24: 3,
  gray8: 1,
};

/** Raw inputs come by descriptors 3, 4 …; progress goes to stdout. */
export function transcodeArguments(options: TranscodeOptions, target: string): string[] {
  let descriptor = 2;
  const inputs = options.inputs.map((input) => {
    if (input.kind === 'raw') descriptor += 1;
    return inputOf(input, descriptor);
  });
  return ffmpegArguments({
    inputs,
    // The encoder wants even sizes.
    filterGraph: `${options.filterGraph ?? '[0:v]null[out]'};[out]crop=trunc(iw/2)*2:trunc(ih/2)*2,setsar=1,format=yuv420p[encoded]`,
    output: {
      target: fileUrl(target),
      options: [
        ['-map', '[encoded]'],
        ['-an'],
        ['-c:v', 'libx264'],
        ['-preset', options.preset ?? 'veryfast'],
        ['-crf', options.crf ?? 23],
        ['-movflags', '+faststart'],
        ['-map_metadata', -1],
        ['-progress', 'pipe:1'],
        ['-f', 'mp4'],
        ['-y'],
      ],
    },
  });
}

function inputOf(input: TranscodeInput, descriptor: number): FfmpegCommand['inputs'][number] {
  switch (input.kind) {
    case 'file':
      return {
        source: fileUrl(input.path),
        options: [
          fileProtocols,
          ...(input.startSeconds ? [['-ss', secondsText(input.startSeconds)] as const] : []),
          ...(input.durationSeconds === undefined
            ? []
            : [['-t', secondsText(input.durationSeconds)] as const]),
        ],
      };
    case 'raw':
      return {
        source: `pipe:${descriptor}`,
        options: [
          ['-f', 'rawvideo'],
          ['-pixel_format', pixelFormats[input.format]],
          ['-video_size', `${input.width}x${input.height}`],
          ['-framerate', input.frameRate],
        ],
      };
    default:
      return { source: input.filter, options: [['-f', 'lavfi']] };
  }
}

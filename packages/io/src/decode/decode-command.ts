import type { FrameNeeds, PixelFormat } from '@presage/core';
import type { Binary } from '../binaries/binary.ts';
import { ffmpegArguments } from '../ffmpeg-arguments.ts';
import { fileProtocols, fileUrl } from '../file-input.ts';
import { secondsText } from '../seconds-text.ts';
import { selectExpression, type Sampling } from './sampling.ts';

export interface DecodeCommand {
  readonly ffmpeg: Binary;
  readonly path: string;
  readonly streamIndex: number;
  readonly startSeconds: number;
  readonly sampling: Sampling;
  readonly needs: FrameNeeds;
  /** Name of the `showinfo` instance. */
  readonly showInfo: string;
}

const pixelFormats: Readonly<Record<PixelFormat, string>> = { gray8: 'gray', rgb24: 'rgb24' };

/** Arguments of the ffmpeg that writes the wanted pictures, and nothing else, to stdout. */
export function decodeArguments(command: DecodeCommand): string[] {
  const { ffmpeg, needs, startSeconds } = command;
  const filters = [
    `select='${selectExpression(command.sampling, startSeconds)}'`,
    // Before `scale`, so that it tells the source's size. Checksums would cost as much as decoding.
    `${command.showInfo}=checksum=0`,
    // The mean over the area a pixel stands for; bicubic costs more and rings when it shrinks.
    `scale=${needs.width}:${needs.height}:flags=area`,
  ];
  return ffmpegArguments({
    // `showinfo` speaks at this level.
    logLevel: 'info',
    inputs: [
      {
        source: fileUrl(command.path),
        options: [
          fileProtocols,
          // A long gap is the file's; ffmpeg would close it in an MPEG transport stream.
          ['-dts_delta_threshold', 1_000_000],
          ...(startSeconds > 0 ? [['-ss', secondsText(startSeconds)] as const] : []),
        ],
      },
    ],
    output: {
      target: 'pipe:1',
      options: [
        ['-map', `0:${command.streamIndex}`],
        ['-filter:v', filters.join(',')],
        // No frame repeated, none left out. `-vsync` goes in releases after 5.
        isNew(ffmpeg) ? ['-fps_mode', 'passthrough'] : ['-vsync', 'passthrough'],
        ['-pix_fmt', pixelFormats[needs.format]],
        ['-f', 'rawvideo'],
      ],
    },
  });
}

function isNew({ major, year }: Binary): boolean {
  return major === null ? (year ?? 0) >= 2023 : major >= 6;
}

import { FatalError, InputError } from '@presage/core';
import { resolveFfmpeg } from './binaries/resolve-ffmpeg.ts';
import { collectOutput } from './child/collect-output.ts';
import { ffmpegArguments } from './ffmpeg-arguments.ts';
import { fileProtocols, fileUrl } from './file-input.ts';
import { checkFile } from './probe/check-file.ts';
import { secondsText } from './seconds-text.ts';

export interface PictureOptions {
  /** Pixels; the height follows from the video's shape. Default: the video's width. */
  readonly width?: number | undefined;
  /** Default `jpeg`. */
  readonly format?: 'jpeg' | 'png' | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * One picture of a video, as a JPEG or PNG file.
 *
 * @param seconds Of the file's time: the first frame at or after it.
 * @throws InputError `video-out-of-range` where there is none, those of a missing or unreadable
 * file; FatalError `ffmpeg-died`, `ffmpeg-start-failed`; the signal's reason.
 */
export async function pictureAt(
  source: string,
  seconds: number,
  options: PictureOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { width, format = 'jpeg', signal } = options;
  const path = await checkFile(source);
  const { ffmpeg } = await resolveFfmpeg();
  const { exit, output } = await collectOutput({
    binary: ffmpeg,
    arguments: ffmpegArguments({
      inputs: [
        {
          source: fileUrl(path),
          options: [fileProtocols, ['-ss', secondsText(Math.max(0, seconds))]],
        },
      ],
      output: {
        target: 'pipe:1',
        options: [
          ['-map', '0:V:0'],
          ['-frames:v', 1],
          ...(width === undefined ? [] : [['-filter:v', `scale=${width}:-2:flags=area`] as const]),
          ['-c:v', format === 'jpeg' ? 'mjpeg' : 'png'],
          ...(format === 'jpeg'
            ? ([
                ['-pix_fmt', 'yuvj420p'],
                ['-q:v', 4],
              ] as const)
            : []),
          ['-f', 'image2pipe'],
        ],
      },
    }),
    signal,
  });
  if (exit.signal !== null) {
    throw new FatalError({
      code: 'ffmpeg-died',
      message: `ffmpeg was ended by ${exit.signal} while it took a picture of ${source}. Was it killed, or out of memory? It said: ${exit.lastLines.slice(-3).join('; ')}`,
      fields: { source, seconds },
    });
  }
  if (output.length > 0) return new Uint8Array(output);
  throw new InputError({
    code: 'video-out-of-range',
    message: `${source} gives no picture at ${seconds} s (${exit.lastLines.at(-1) ?? 'it ends before'}). Name an earlier moment.`,
    fields: { source, seconds },
  });
}

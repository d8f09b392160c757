import { FatalError, InputError } from '@presage/core';
import { resolveFfmpeg } from '../binaries/resolve-ffmpeg.ts';
import { collectOutput } from '../child/collect-output.ts';
import type { ChildExit } from '../child/start-child.ts';
import { fileProtocols, fileUrl } from '../file-input.ts';
import { beginsAsMp4 } from './begins-as-mp4.ts';
import { checkFile } from './check-file.ts';
import { ffprobeOutput } from './ffprobe-output.ts';
import { videoInfoFrom } from './video-info-from.ts';
import type { VideoInfo } from './video-info.ts';

/**
 * Asks ffprobe what a video file is.
 *
 * @param source Path of a file, or a `file://` address.
 * @throws InputError `video-missing`, `video-is-directory`, `video-not-a-file`, `video-empty`,
 * `video-no-permission`, `video-source-unsupported`, `video-not-video`, `video-audio-only`,
 * `video-truncated`, `video-undecodable`, `ffmpeg-missing`, `ffmpeg-unusable`; FatalError
 * `ffmpeg-failed`; the signal's reason.
 */
export async function probeVideo(
  source: string,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<VideoInfo> {
  const { signal } = options;
  signal?.throwIfAborted();
  const path = await checkFile(source);
  const { ffprobe } = await resolveFfmpeg();
  const { exit, output } = await collectOutput({
    binary: ffprobe,
    arguments: [
      '-hide_banner',
      '-loglevel',
      'error',
      ...fileProtocols,
      '-print_format',
      'json',
      '-show_format',
      '-show_streams',
      '-i',
      fileUrl(path),
    ],
    signal,
  });
  if (exit.code !== 0) throw await refusal(source, path, exit);
  const parsed = ffprobeOutput.safeParse(JSON.parse(output.toString('utf8')));
  if (!parsed.success) {
    throw new FatalError({
      code: 'ffmpeg-failed',
      message: `${ffprobe.path} (${ffprobe.version}) described ${source} in a form that is not understood. Use another ffprobe.`,
      cause: parsed.error,
    });
  }
  return videoInfoFrom(source, parsed.data);
}

async function refusal(source: string, path: string, exit: ChildExit): Promise<Error> {
  const said = exit.lastLines.join('; ');
  const fields = { source, said };
  if (exit.signal !== null) {
    return new FatalError({
      code: 'ffmpeg-failed',
      message: `ffprobe ended by ${exit.signal} while it read ${source}.`,
      fields,
    });
  }
  // Said also of anything else that is called .mp4.
  if (/moov atom not found/u.test(said) && (await beginsAsMp4(path))) {
    return new InputError({
      code: 'video-truncated',
      message: `${source} is cut short: the index that an MP4 file ends with is missing, so nothing of it can be read. Copy or record it again.`,
      fields,
    });
  }
  return new InputError({
    code: 'video-not-video',
    message: `${source} is no video that ffmpeg can read (${exit.lastLines.at(-1)?.replace(/^.*: /u, '') ?? 'it says nothing more'}). Name a video file.`,
    fields,
  });
}

import { resolveFfmpeg } from '../binaries/resolve-ffmpeg.ts';
import { readLines } from '../child/lines.ts';
import { startChild } from '../child/start-child.ts';
import { checkFile } from '../probe/check-file.ts';
import { encodeError } from './encode-error.ts';
import { feedRawInput } from './feed-raw-input.ts';
import { createOutputFile } from './output-file.ts';
import { transcodeArguments } from './transcode-command.ts';
import type { RawInput, TranscodeInput, TranscodeOptions } from './transcode-options.ts';

/**
 * Encodes files, pictures from the caller and generated ones through one filter graph into an
 * H.264 MP4 (yuv420p, index at the front). The file appears under its name once it is complete.
 *
 * @throws InputError `output-folder-missing`, `output-unwritable`, `output-disk-full`,
 * `raw-frame-size`, those of a missing or unreadable input; FatalError `ffmpeg-failed`,
 * `ffmpeg-died`; what a raw input's frames throw; the signal's reason.
 */
export async function transcode(options: TranscodeOptions): Promise<void> {
  const { output, signal, onProgress } = options;
  signal?.throwIfAborted();
  const inputs = await Promise.all(options.inputs.map(located));
  const { ffmpeg } = await resolveFfmpeg();
  const raw = inputs.filter((input): input is RawInput => input.kind === 'raw');
  await using file = await createOutputFile(output);
  await using child = await startChild({
    binary: ffmpeg,
    arguments: transcodeArguments({ ...options, inputs }, file.temporary),
    extraPipes: raw.length,
    signal,
  });
  const progress = readLines(child.stdout, (line) => {
    const microseconds = /^out_time_ms=(\d+)/u.exec(line)?.[1];
    if (microseconds !== undefined) onProgress?.(Number(microseconds) / 1e6);
  });
  // A raw input that fails ends the encode; one that ffmpeg no longer reads does not.
  const fed = raw.map(async (input, index) => {
    try {
      await feedRawInput(input, child.pipes[index]!);
    } catch (error) {
      await child.stop();
      throw error;
    }
  });
  const [exit, said, ...feeds] = await Promise.allSettled([child.exited, progress, ...fed]);
  signal?.throwIfAborted();
  const broken = feeds.find((feed) => feed.status === 'rejected');
  if (broken) throw broken.reason;
  if (exit.status === 'rejected') throw exit.reason;
  const error = encodeError(output, exit.value);
  if (error) throw error;
  if (said.status === 'rejected') throw said.reason;
  await file.commit();
}

/** With a file's path in the place of its address. */
async function located(input: TranscodeInput): Promise<TranscodeInput> {
  return input.kind === 'file' ? { ...input, path: await checkFile(input.path) } : input;
}

import { InputError, PresageError } from '@presage/core';
import { transcode } from '@presage/io';
import { rm } from 'node:fs/promises';
import { clipSpan } from './clip-span.ts';
import { plural } from './number-text.ts';
import { strongest } from './strongest.ts';
import type { WatchEvent } from './watch-result.ts';
import type { WatchedSpan } from './watched-span.ts';

/** Events that get a clip; beyond, the strongest ones do. */
const maximumClips = 40;

/** The widest clip, pixels: it is looked at, and watched again at a fraction of that. */
const widest = 1280;

/** What {@link eventClips} could get. */
export interface ClipsOfEvents {
  /** Which part of the video each event's clip shows; undefined where it has none. */
  readonly clips: readonly (WatchedSpan | undefined)[];
  /** Why clips are missing that should be there; for a person. */
  readonly warnings: readonly string[];
}

export interface EventClipsOptions {
  readonly path: string;
  /** Which of the video's streams was watched, its size, and how long it is where that is known. */
  readonly info: {
    readonly streamIndex: number;
    readonly width: number;
    readonly height: number;
    readonly durationSeconds: number | undefined;
  };
  readonly events: readonly WatchEvent[];
  /** Where to write the clip of the event of this index. */
  readonly output: (index: number) => string;
  readonly signal?: AbortSignal;
  /** Called with the number of clips done and to do. */
  readonly onProgress?: (done: number, of: number) => void;
}

/**
 * Cuts each event's clip out of the video, with what was before and after it. Always encoded anew, as
 * H.264: a copied stream would begin at a key frame seconds before, and be of a kind (MJPEG, MPEG-4,
 * HEVC) that many players and browsers do not take. An event that cannot be jumped to has none.
 *
 * @throws InputError `output-disk-full`; the signal's reason.
 */
export async function eventClips(options: EventClipsOptions): Promise<ClipsOfEvents> {
  const { events, info } = options;
  const chosen = strongest(events, maximumClips);
  const clips: (WatchedSpan | undefined)[] = [];
  const failures: PresageError[] = [];
  let done = 0;
  for (const [index, event] of events.entries()) {
    if (!chosen.has(event)) {
      clips.push(undefined);
      continue;
    }
    const span = clipSpan(event, info.durationSeconds);
    const failure = await cut(span, options.output(index), options);
    clips.push(failure ? undefined : span);
    if (failure) failures.push(failure);
    done += 1;
    options.onProgress?.(done, chosen.size);
  }
  return { clips, warnings: missing(failures) };
}

/** Cuts one clip, or says why there is none. */
async function cut(
  span: WatchedSpan,
  output: string,
  { path, info, signal }: EventClipsOptions,
): Promise<PresageError | undefined> {
  const width = Math.min(widest, info.width);
  const height = 2 * Math.max(1, Math.round((info.height * width) / info.width / 2));
  let written = 0;
  try {
    await transcode({
      inputs: [
        {
          kind: 'file',
          path,
          startSeconds: span.start,
          durationSeconds: span.end - span.start,
        },
      ],
      filterGraph: `[0:${info.streamIndex}]scale=${width}:${height}:flags=bicubic,setsar=1[out]`,
      output,
      ...(signal && { signal }),
      onProgress: (seconds) => (written = seconds),
    });
    if (written > 0) return undefined;
    // ffmpeg is content with an empty film.
    await rm(output, { force: true });
    return new InputError({
      code: 'video-out-of-range',
      message:
        'ffmpeg finds no frames when it jumps there, as in a file whose clock starts anew or that it cannot jump in. The scores are not affected.',
    });
  } catch (error) {
    signal?.throwIfAborted();
    if (PresageError.isInstance(error) && error.code !== 'output-disk-full') return error;
    throw error;
  }
}

function missing(failures: readonly PresageError[]): string[] {
  const [first] = failures;
  if (!first) return [];
  return [`${plural(failures.length, 'event')} without a clip: ${first.message}`];
}

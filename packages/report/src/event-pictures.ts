import { PresageError } from '@presage/core';
import { pictureAt } from '@presage/io';
import { heatPixels } from './heat-colour.ts';
import { plural } from './number-text.ts';
import type { EventPictures } from './page/event-card.ts';
import { encodePng } from './png.ts';
import { strongest } from './strongest.ts';
import type { HeatGrid, Heatmap, WatchEvent } from './watch-result.ts';

// The first frame at or after a time is taken, and times are rounded to microseconds.
const rounding = 0.001;

/** Events that get a picture on the page; beyond, the strongest ones do. */
export const maximumPictures = 40;

/** What {@link eventPictures} could get. */
export interface PicturesOfEvents {
  /** One an event; undefined where it has none. */
  readonly pictures: readonly (EventPictures | undefined)[];
  /** The same frames as JPEG files. */
  readonly thumbnails: readonly (Uint8Array | undefined)[];
  /** Why pictures are missing that should be there; for a person. */
  readonly warnings: readonly string[];
}

/**
 * The frame at each event's peak, with its heatmap, as data URIs. The weakest events have none where
 * there are more than {@link maximumPictures}, nor has an event whose place in the video cannot be
 * read: a picture is not worth the report.
 *
 * @throws the signal's reason.
 */
export async function eventPictures(options: {
  readonly path: string;
  readonly grid: HeatGrid | undefined;
  readonly events: readonly WatchEvent[];
  readonly threshold: number;
  readonly signal?: AbortSignal;
  /** Called with the number of pictures done and to do. */
  readonly onProgress?: (done: number, of: number) => void;
}): Promise<PicturesOfEvents> {
  const chosen = strongest(options.events, maximumPictures);
  const pictures: (EventPictures | undefined)[] = [];
  const thumbnails: (Uint8Array | undefined)[] = [];
  const failures: PresageError[] = [];
  let done = 0;
  for (const event of options.events) {
    if (!chosen.has(event)) {
      pictures.push(undefined);
      thumbnails.push(undefined);
      continue;
    }
    const jpeg = await frameAt(event.peak.time, options);
    const failed = PresageError.isInstance(jpeg);
    thumbnails.push(failed ? undefined : jpeg);
    if (failed) {
      failures.push(jpeg);
      pictures.push(undefined);
    } else {
      pictures.push({
        frame: dataUri('image/jpeg', jpeg),
        ...(event.heatmap &&
          options.grid && { heat: heatPicture(options.grid, event.heatmap, options.threshold) }),
      });
    }
    done += 1;
    options.onProgress?.(done, chosen.size);
  }
  return { pictures, thumbnails, warnings: missing(failures) };
}

/** The frame as a JPEG file, or why there is none. */
async function frameAt(
  seconds: number,
  { path, signal }: { readonly path: string; readonly signal?: AbortSignal },
): Promise<Uint8Array | PresageError> {
  try {
    return await pictureAt(path, Math.max(0, seconds - rounding), {
      width: 640,
      format: 'jpeg',
      signal,
    });
  } catch (error) {
    signal?.throwIfAborted();
    if (PresageError.isInstance(error)) return error;
    throw error;
  }
}

function missing(failures: readonly PresageError[]): string[] {
  const [first] = failures;
  if (!first) return [];
  const why =
    first.code === 'video-out-of-range'
      ? 'ffmpeg finds none when it jumps there, as in a file whose clock starts anew or that it cannot jump in. The scores are not affected.'
      : first.message;
  return [`${plural(failures.length, 'event')} without a picture on this page: ${why}`];
}

function heatPicture({ width, height }: HeatGrid, heatmap: Heatmap, threshold: number): string {
  return dataUri('image/png', encodePng({ width, height, pixels: heatPixels(heatmap, threshold) }));
}

function dataUri(type: string, bytes: Uint8Array): string {
  return `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
}

import { pictureAt } from '@presage/io';
import { heatPixels } from './heat-colour.ts';
import type { EventPictures } from './page/event-card.ts';
import { encodePng } from './png.ts';
import type { HeatGrid, Heatmap, WatchEvent } from './watch-result.ts';

// The first frame at or after a time is taken, and times are rounded to microseconds.
const rounding = 0.001;

/** Events that get a picture on the page; beyond, the strongest ones do. */
export const maximumPictures = 40;

/**
 * The frame at each event's peak, with its heatmap, as data URIs. Undefined for the weakest events
 * where there are more than {@link maximumPictures}.
 */
export async function eventPictures(options: {
  readonly path: string;
  readonly grid: HeatGrid | undefined;
  readonly events: readonly WatchEvent[];
  readonly threshold: number;
  readonly signal?: AbortSignal;
  /** Called with the number of pictures done and to do. */
  readonly onProgress?: (done: number, of: number) => void;
}): Promise<(EventPictures | undefined)[]> {
  const chosen = new Set(
    options.events.toSorted((a, b) => b.peak.score - a.peak.score).slice(0, maximumPictures),
  );
  const pictures: (EventPictures | undefined)[] = [];
  let done = 0;
  for (const event of options.events) {
    if (!chosen.has(event)) {
      pictures.push(undefined);
      continue;
    }
    const jpeg = await pictureAt(options.path, Math.max(0, event.peak.time - rounding), {
      width: 640,
      format: 'jpeg',
      ...(options.signal && { signal: options.signal }),
    });
    pictures.push({
      frame: dataUri('image/jpeg', jpeg),
      ...(event.heatmap &&
        options.grid && { heat: heatPicture(options.grid, event.heatmap, options.threshold) }),
    });
    done += 1;
    options.onProgress?.(done, chosen.size);
  }
  return pictures;
}

function heatPicture({ width, height }: HeatGrid, heatmap: Heatmap, threshold: number): string {
  return dataUri('image/png', encodePng({ width, height, pixels: heatPixels(heatmap, threshold) }));
}

function dataUri(type: string, bytes: Uint8Array): string {
  return `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
}

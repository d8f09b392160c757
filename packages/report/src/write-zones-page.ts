import { pictureAt, probeVideo } from '@presage/io';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { outputError } from './output-folder.ts';
import { loadZonesAssets } from './page-assets.ts';
import { renderZonesPage } from './page/zones-page.ts';
import type { PictureZones } from './watch-result.ts';

/** Wide enough to see what is drawn, and a page that still goes into a mail. */
const pictureWidth = 1280;

export interface ZonesPageOptions {
  /** A video of the camera. */
  readonly video: string;
  /** Which moment of it is drawn on, seconds. Default 0. */
  readonly atSeconds?: number;
  /** What is drawn already. Default: nothing. */
  readonly zones?: PictureZones;
  /** The page to write. */
  readonly output: string;
  readonly signal?: AbortSignal;
}

/**
 * Writes a page on which masks and zones are looked at and drawn: a frame of the video, a grid of
 * fractions over it, and the JSON of what is drawn, to be copied or saved. It needs nothing from
 * elsewhere and sends nothing.
 *
 * @throws what reading the video throws; InputError `output-unwritable`; the signal's reason.
 */
export async function writeZonesPage(options: ZonesPageOptions): Promise<void> {
  const { video, atSeconds = 0, zones = { masks: [], zones: [] }, output, signal } = options;
  const aborts = signal && { signal };
  const { width, height } = await probeVideo(video, aborts);
  const jpeg = await pictureAt(video, atSeconds, {
    width: Math.min(pictureWidth, width),
    ...aborts,
  });
  const page = renderZonesPage({
    name: basename(video),
    picture: `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`,
    size: { width, height },
    zones,
    assets: await loadZonesAssets(),
  });
  signal?.throwIfAborted();
  try {
    await writeFile(output, page);
  } catch (error) {
    throw outputError(output, error);
  }
}

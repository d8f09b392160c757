import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReviewMoment } from '@presage/engine';
import { pictureAt } from '@presage/io';

/** Pixels across. */
const width = 480;

/** Writes each moment's picture, `1.jpg` and so on; gives their paths. */
export async function writeMomentPictures(
  moments: readonly ReviewMoment[],
  { folder, signal }: { readonly folder: string; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const [index, { video, peak }] of moments.entries()) {
    const path = join(folder, `${index + 1}.jpg`);
    // A little earlier: times are rounded, and the last frame must not be missed.
    const picture = await pictureAt(video, Math.max(0, peak - 0.05), { width, signal });
    await writeFile(path, picture);
    paths.push(path);
  }
  return paths;
}

import type { FootageSource } from '@presage/engine';
import { probeVideo } from '@presage/io';

/** What is shorter says nothing once the model has warmed up. */
const leastSeconds = 3;

/**
 * Cuts a camera's videos, one after the other, into parts of the same length, at whole seconds; a part
 * may be pieces of several.
 */
export async function footageSlices(
  videos: readonly string[],
  count: number,
): Promise<readonly (readonly FootageSource[])[]> {
  const lengths = await Promise.all(
    videos.map(async (path) => ({ path, seconds: (await probeVideo(path)).durationSeconds ?? 0 })),
  );
  const total = lengths.reduce((sum, { seconds }) => sum + seconds, 0);
  return Array.from({ length: count }, (_, part) => {
    const [from, to] = [(total * part) / count, (total * (part + 1)) / count];
    let begin = 0;
    return lengths.flatMap(({ path, seconds }) => {
      const startSeconds = Math.max(Math.round(from - begin), 0);
      const durationSeconds = Math.min(Math.round(to - begin), seconds) - startSeconds;
      begin += seconds;
      return durationSeconds < leastSeconds ? [] : [{ path, startSeconds, durationSeconds }];
    });
  });
}

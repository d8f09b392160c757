import type { WatchEvent } from './watch-result.ts';
import type { WatchedSpan } from './watched-span.ts';

/** What a clip shows before and after its event, seconds. */
const rollSeconds = 5;

/** No clip is longer, seconds: of a longer event it shows the part around its peak. */
const longestSeconds = 120;

/** The part of the video that an event's clip shows. */
export function clipSpan(
  { start, end, peak }: Pick<WatchEvent, 'start' | 'end' | 'peak'>,
  videoSeconds = Infinity,
): WatchedSpan {
  const from = Math.max(0, start - rollSeconds);
  const to = Math.max(end, Math.min(end + rollSeconds, videoSeconds));
  if (to - from <= longestSeconds) return { start: from, end: to };
  const around = Math.min(Math.max(from, peak.time - longestSeconds / 2), to - longestSeconds);
  return { start: around, end: around + longestSeconds };
}

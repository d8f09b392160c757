import type { WatchEvent } from './watch-result.ts';
import type { WatchedSpan } from './watched-span.ts';

/**
 * When it alarmed, in order of time. Where there are more than `limit` events the shortest breaks
 * between them are left out: a command line is only so long.
 */
export function alarmSpans(events: readonly WatchEvent[], limit: number): WatchedSpan[] {
  const breaks = events.slice(1).map(({ start }, i) => start - events[i]!.end);
  const kept = new Set(
    breaks
      .map((_, i) => i)
      .toSorted((a, b) => breaks[b]! - breaks[a]!)
      .slice(0, Math.max(0, limit - 1)),
  );
  const spans: WatchedSpan[] = [];
  events.forEach(({ start, end }, i) => {
    const last = spans.at(-1);
    if (last === undefined || kept.has(i - 1)) spans.push({ start, end });
    else spans[spans.length - 1] = { start: last.start, end };
  });
  return spans;
}

import type { WatchEvent } from './watch-result.ts';

/** The `count` events with the highest peaks. */
export function strongest(events: readonly WatchEvent[], count: number): ReadonlySet<WatchEvent> {
  return new Set(events.toSorted((a, b) => b.peak.score - a.peak.score).slice(0, count));
}

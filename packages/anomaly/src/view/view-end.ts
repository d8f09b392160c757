import type { ViewEvent } from './view-event.ts';
import type { ViewVerdict } from './view-watch.ts';

/** Remembers the open fault of one stream, to end it with the stream. */
export interface ViewEnd {
  /** Takes what a frame told, and its media time in microseconds. */
  take(told: readonly ViewVerdict[], timestampUs: number): void;
  /** No more frames: ends the open fault at the last one. */
  finish(): readonly ViewVerdict[];
}

/** Creates the memory of one stream. */
export function createViewEnd(): ViewEnd {
  let open: ViewEvent | undefined;
  let lastUs = 0;
  return {
    take(told, timestampUs) {
      lastUs = timestampUs;
      for (const { kind, event } of told) open = kind === 'view-start' ? event : undefined;
    },
    finish() {
      const event = open;
      open = undefined;
      return event ? [{ kind: 'view-end', event: { ...event, end: lastUs / 1e6 } }] : [];
    },
  };
}

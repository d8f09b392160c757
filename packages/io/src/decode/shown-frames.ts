import type { ShownFrame } from './show-info.ts';

/** Frames announced on stderr, waiting for their pictures on stdout. */
export interface ShownFrames {
  push(shown: ShownFrame): void;
  /** No more will come. */
  end(): void;
  /** The next one, in order; undefined after the end. */
  take(): Promise<ShownFrame | undefined>;
}

/** One taker at a time. */
export function createShownFrames(): ShownFrames {
  const waiting: ShownFrame[] = [];
  let ended = false;
  let wake: (() => void) | undefined;
  const awaken = () => {
    wake?.();
    wake = undefined;
  };
  return {
    push(shown) {
      waiting.push(shown);
      awaken();
    },
    end() {
      ended = true;
      awaken();
    },
    async take() {
      while (waiting.length === 0 && !ended) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return waiting.shift();
    },
  };
}

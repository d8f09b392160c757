import type { Clock } from '@presage/core';
import { formatDuration } from './format-duration.ts';
import type { Progress } from './progress.ts';
import { createTimeLeft } from './time-left.ts';

export interface ProgressLinesOptions {
  readonly stream: NodeJS.WritableStream;
  readonly clock: Clock;
  /** Least time between two lines of a phase, in milliseconds. Default 5000. */
  readonly intervalMs?: number;
}

/**
 * Progress where there is no terminal: the first update of a phase, then a line every
 * few seconds, and one when it is done.
 */
export function createProgressLines(options: ProgressLinesOptions): Progress {
  const { stream, clock, intervalMs = 5_000 } = options;
  return {
    phase(label) {
      const guess = createTimeLeft(clock);
      let last: number | undefined;
      let said: number | undefined;
      return {
        update({ fraction, secondsLeft, detail }) {
          const now = clock.now();
          if (last !== undefined && now - last < intervalMs) return;
          last = now;
          said = fraction;
          const left = secondsLeft ?? (fraction === undefined ? undefined : guess(fraction));
          const parts = [
            fraction === undefined ? undefined : `${Math.floor(fraction * 100)}%`,
            detail,
            left === undefined ? undefined : `${formatDuration(left)} left`,
          ].filter((part) => part !== undefined && part !== '');
          stream.write(`${label}: ${parts.join(', ')}\n`);
        },
        done() {
          if (last !== undefined && (said ?? 0) < 1) stream.write(`${label}: done\n`);
        },
        [Symbol.dispose]() {},
      };
    },
    aside: (write) => write(),
  };
}

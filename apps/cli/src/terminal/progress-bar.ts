import type { Clock } from '@presage/core';
import cliProgress from 'cli-progress';
import { progressLine } from './progress-line.ts';
import type { Progress, ProgressUpdate } from './progress.ts';
import { createTimeLeft } from './time-left.ts';

export interface ProgressBarOptions {
  /** A terminal. */
  readonly stream: NodeJS.WritableStream;
  readonly clock: Clock;
}

/** The bar counts in whole numbers. */
const whole = 10_000;

/** Progress on a terminal: a bar that is redrawn in place, and leaves nothing behind. */
export function createProgressBar({ stream, clock }: ProgressBarOptions): Progress {
  let current: { hide(): void; show(): void } | undefined;
  return {
    phase(label) {
      const guess = createTimeLeft(clock);
      let latest: ProgressUpdate = {};
      const bar = new cliProgress.SingleBar({
        stream,
        fps: 8,
        hideCursor: true,
        clearOnComplete: true,
        linewrap: true,
        forceRedraw: true,
        format: () => {
          const secondsLeft = latest.secondsLeft ?? guess(latest.fraction ?? 0);
          // The last column is left free: some terminals wrap when it is filled.
          return progressLine({ label, update: latest, secondsLeft, width: columnsOf(stream) - 1 });
        },
      });
      const display = {
        hide: () => bar.stop(),
        show: () => bar.start(whole, Math.round((latest.fraction ?? 0) * whole)),
      };
      current = display;
      display.show();
      return {
        update(update) {
          latest = update;
          bar.update(Math.round((update.fraction ?? 0) * whole));
        },
        done() {},
        [Symbol.dispose]() {
          display.hide();
          if (current === display) current = undefined;
        },
      };
    },
    aside(write) {
      current?.hide();
      write();
      current?.show();
    },
  };
}

function columnsOf(stream: NodeJS.WritableStream): number {
  return 'columns' in stream && typeof stream.columns === 'number' && stream.columns > 0
    ? stream.columns
    : 80;
}

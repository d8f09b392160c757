import type { Clock } from '@presage/core';
import cliProgress from 'cli-progress';
import { formatDuration } from './format-duration.ts';
import type { Progress, ProgressUpdate } from './progress.ts';
import { createTimeLeft } from './time-left.ts';

export interface ProgressBarOptions {
  /** A terminal. */
  readonly stream: NodeJS.WritableStream;
  readonly clock: Clock;
}

const cells = 24;
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
        format: () => barLine(label, latest, latest.secondsLeft ?? guess(latest.fraction ?? 0)),
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

function barLine(label: string, update: ProgressUpdate, secondsLeft: number | undefined): string {
  const { fraction, detail } = update;
  const parts = [label];
  if (fraction !== undefined) {
    const full = Math.round(Math.min(1, Math.max(0, fraction)) * cells);
    parts.push('█'.repeat(full) + '░'.repeat(cells - full));
    parts.push(`${String(Math.floor(fraction * 100)).padStart(3)}%`);
  }
  if (secondsLeft !== undefined) parts.push(`${formatDuration(secondsLeft)} left`);
  if (detail) parts.push(detail);
  return parts.join('  ');
}

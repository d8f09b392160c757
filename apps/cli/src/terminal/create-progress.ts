import type { Clock } from '@presage/core';
import type { Environment } from '../frame/environment.ts';
import { createProgressBar } from './progress-bar.ts';
import { createProgressLines } from './progress-lines.ts';
import { silentProgress, type Progress } from './progress.ts';
import type { Verbosity } from './stream-logger.ts';

export interface CreateProgressOptions {
  readonly stream: NodeJS.WritableStream;
  readonly clock: Clock;
  readonly environment: Environment;
  readonly verbosity: Verbosity;
}

/** The progress display that fits: a bar on a terminal, lines elsewhere, nothing where asked. */
export function createProgress(options: CreateProgressOptions): Progress {
  const { stream, clock, environment, verbosity } = options;
  if (verbosity === 'quiet') return silentProgress;
  const terminal = 'isTTY' in stream && stream.isTTY === true && environment.TERM !== 'dumb';
  return terminal ? createProgressBar({ stream, clock }) : createProgressLines({ stream, clock });
}

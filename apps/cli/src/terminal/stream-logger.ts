import { inspect } from 'node:util';
import { redact, type LogFields, type Logger } from '@presage/core';
import type { Progress } from './progress.ts';
import type { Style } from './style.ts';

/** How much is said: `quiet` warnings and errors, `normal` also notes, `verbose` everything, with fields. */
export type Verbosity = 'quiet' | 'normal' | 'verbose';

export interface StreamLoggerOptions {
  readonly stream: NodeJS.WritableStream;
  readonly verbosity: Verbosity;
  readonly style: Style;
  readonly progress: Progress;
}

/** Log lines for a person, passwords taken out, with the progress bar out of their way. */
export function createStreamLogger(options: StreamLoggerOptions): Logger {
  const { stream, verbosity, style, progress } = options;

  function say(prefix: string, message: string, fields: LogFields | undefined): void {
    const facts =
      verbosity === 'verbose' && fields
        ? ` ${style.dim(inspect(fields, { breakLength: Infinity, compact: true }))}`
        : '';
    progress.aside(() => stream.write(`${prefix}${redact(message + facts)}\n`));
  }

  return {
    debug(message, fields) {
      if (verbosity === 'verbose') say(style.dim('debug: '), message, fields);
    },
    info(message, fields) {
      if (verbosity !== 'quiet') say('', message, fields);
    },
    warn: (message, fields) => say(style.warning('warning: '), message, fields),
    error: (message, fields) => say(style.problem('error: '), message, fields),
  };
}

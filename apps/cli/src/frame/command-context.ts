import type { Clock, Logger } from '@presage/core';
import type { Progress } from '../terminal/progress.ts';
import type { Verbosity } from '../terminal/stream-logger.ts';
import type { Environment } from './environment.ts';

/** What a command works with. It never touches `process` itself. */
export interface CommandContext {
  /** Aborts on Ctrl-C. The command frees what it holds, removes what is unfinished, and rejects. */
  readonly signal: AbortSignal;
  /** Messages for a person, on stderr. */
  readonly logger: Logger;
  /** How far the work is, on stderr. */
  readonly progress: Progress;
  /** `quiet`: results alone, without notes beside them. */
  readonly verbosity: Verbosity;
  readonly clock: Clock;
  readonly environment: Environment;
  /** Asks a person; false for anything but a yes. Absent where nobody sits at a terminal. */
  readonly confirm?: (question: string) => Promise<boolean>;
  /** Asks a person for a line. Absent where nobody sits at a terminal. */
  readonly ask?: (question: string) => Promise<string>;
}

import type { Style } from '../terminal/style.ts';

/** What a command has to say on stdout: one of two forms, never both. */
export interface CommandResult {
  /** The document of `--json`. */
  readonly json: unknown;
  /** The same for a person; no line end at the end. */
  text(style: Style): string;
  /** Default 0. A command that ran, and whose answer is "no", gives 1. */
  readonly exitCode?: number;
}

import type { Environment } from '../frame/environment.ts';

/** `ok`; `warning`: it works, with a drawback; `problem`: something will not work. */
export type FindingStatus = 'ok' | 'warning' | 'problem';

/** What a check found. */
export interface Finding {
  readonly status: FindingStatus;
  /** One line. */
  readonly summary: string;
  /** What to do, where something should be done. */
  readonly advice?: string;
  /** The same for programs. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface CheckContext {
  readonly signal: AbortSignal;
  readonly environment: Environment;
}

/** One thing that the doctor looks at. An error it throws is a problem found. */
export interface Check {
  /** A word or two. */
  readonly name: string;
  run(context: CheckContext): Promise<Finding>;
}

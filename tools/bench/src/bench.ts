import type { Figure } from './figure.ts';

/** What a bench is given. */
export interface BenchContext {
  readonly signal: AbortSignal;
  /** Says what is going on, for a person who waits. */
  readonly say: (message: string) => void;
}

/** A named group of figures that are measured together. */
export interface Bench {
  readonly name: string;
  /** One line. */
  readonly about: string;
  run(context: BenchContext): Promise<readonly Figure[]>;
}

/** What an evaluation is given. */
export interface EvaluationContext {
  readonly signal: AbortSignal;
  /** Says what is going on, for a person who waits. */
  readonly say: (message: string) => void;
}

/** A named group of figures that are measured together. */
export interface Evaluation {
  readonly name: string;
  /** One line. */
  readonly about: string;
  /** Measures, and gives what is printed: Markdown, protocol and tables. */
  run(context: EvaluationContext): Promise<string>;
}

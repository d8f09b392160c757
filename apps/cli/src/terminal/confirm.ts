import { createInterface } from 'node:readline/promises';

export interface ConfirmOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Takes the question back. */
  readonly signal: AbortSignal;
}

/** Asks questions that a `y` agrees to; undefined where nobody sits at both ends. */
export function createConfirm({
  input,
  output,
  signal,
}: ConfirmOptions): ((question: string) => Promise<boolean>) | undefined {
  if (!isTerminal(input) || !isTerminal(output)) return undefined;
  return async (question) => {
    using lines = createInterface({ input, output });
    const answer = await lines.question(`${question} [y/N] `, { signal });
    return /^y(?:es)?$/iu.test(answer.trim());
  };
}

function isTerminal(stream: object): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}

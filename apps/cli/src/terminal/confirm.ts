import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';

export interface ConfirmOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Takes the question back. */
  readonly signal: AbortSignal;
}

/** Asks questions that a `y` agrees to, and Ctrl-D does not; undefined where nobody sits at both ends. */
export function createConfirm({
  input,
  output,
  signal,
}: ConfirmOptions): ((question: string) => Promise<boolean>) | undefined {
  if (!isTerminal(input) || !isTerminal(output)) return undefined;
  return async (question) => {
    // The terminal keeps its own ways: so Ctrl-C is a signal, as it is everywhere else.
    using lines = createInterface({ input, output, terminal: false });
    const ended = once(lines, 'close').then(() => '');
    const answer = await Promise.race([lines.question(`${question} [y/N] `, { signal }), ended]);
    return /^y(?:es)?$/iu.test(answer.trim());
  };
}

function isTerminal(stream: object): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}

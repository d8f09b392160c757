import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';

export interface AskOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Takes the question back. */
  readonly signal: AbortSignal;
}

/** Asks questions, and gives the answer without blanks around it; undefined where nobody sits at both ends. */
export function createAsk({
  input,
  output,
  signal,
}: AskOptions): ((question: string) => Promise<string>) | undefined {
  if (!isTerminal(input) || !isTerminal(output)) return undefined;
  return async (question) => {
    // The terminal keeps its own ways: so Ctrl-C is a signal, as it is everywhere else.
    using lines = createInterface({ input, output, terminal: false });
    const ended = once(lines, 'close').then(() => '');
    const answer = await Promise.race([lines.question(`${question} `, { signal }), ended]);
    return answer.trim();
  };
}

function isTerminal(stream: object): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}

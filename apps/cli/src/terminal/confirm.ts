import { createAsk, type AskOptions } from './ask.ts';

/** Asks questions that a `y` agrees to, and Ctrl-D does not; undefined where nobody sits at both ends. */
export function createConfirm(
  options: AskOptions,
): ((question: string) => Promise<boolean>) | undefined {
  const ask = createAsk(options);
  return ask && (async (question) => /^y(?:es)?$/iu.test(await ask(`${question} [y/N]`)));
}

import { InvalidArgumentError } from 'commander';

/** A parser for commander: `a=b,c=d`. */
export function pairOption(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').map((pair) => splitPair(pair));
  if (pairs.some((pair) => pair === undefined)) {
    throw new InvalidArgumentError('It must be pairs of names: input=output,input=output.');
  }
  return Object.fromEntries(pairs as [string, string][]);
}

/** Both sides of the one `=`; undefined where a side is missing. */
export function splitPair(text: string): readonly [string, string] | undefined {
  const at = text.indexOf('=');
  const left = text.slice(0, Math.max(at, 0)).trim();
  const right = text.slice(at + 1).trim();
  return left && right ? [left, right] : undefined;
}

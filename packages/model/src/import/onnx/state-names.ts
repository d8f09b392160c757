/** How sure two names are that one is the next value of the other. */
export type Relation = 'related' | 'perhaps' | 'unrelated';

const before = words('in input inp prev previous past old cur current init initial tm1');
const after = words('out output next new present updated final n t');
/** Markers that also stand without a separator: `hout`, `newState`, `hn`. */
const gluedBefore = /^(?:prev|past|old)(?<stem>.+)$|^(?<head>.+)(?:prev|past|old|in)$/u;
const gluedAfter = /^(?:next|new)(?<stem>.+)$|^(?<head>.+)(?:next|new|out|n)$/u;

/** A name without one of the words that say which end of a step it is at. */
interface Stem {
  readonly text: string;
  /** `none`: the whole name. `zero`: a 0 was taken off, which may as well be a number. */
  readonly marker: 'none' | 'word' | 'zero';
}

/**
 * Whether an output's name says that it is the next value of an input: the two are the same but for
 * a word such as in/out, prev/next, past/present at one of them or both (`h`/`hn`, `h_in`/`h_out`,
 * `x`/`x.next`, `prev_c`/`c`). That one name only begins the other, or ends in another number, says nothing.
 * `perhaps`: h0/hn, as PyTorch's documentation names them.
 */
export function relation(input: string, output: string): Relation {
  const inputs = stems(input, before, gluedBefore);
  const outputs = stems(output, after, gluedAfter);
  let found: Relation = 'unrelated';
  for (const { text, marker } of inputs) {
    for (const other of outputs) {
      if (other.text !== text || other.marker === 'zero') continue;
      if (marker !== 'word' && other.marker !== 'word') continue;
      if (marker !== 'zero') return 'related';
      found = 'perhaps';
    }
  }
  return found;
}

function stems(name: string, markers: ReadonlySet<string>, glued: RegExp): Stem[] {
  const tokens = tokensOf(name);
  const found: Stem[] = [{ text: join(tokens), marker: 'none' }];
  for (const [index, token] of tokens.entries()) {
    const lower = token.toLowerCase();
    const put = (word: readonly string[], marker: Stem['marker']): void => {
      found.push({ text: join(tokens.toSpliced(index, 1, ...word)), marker });
    };
    if (markers.has(lower)) put([], 'word');
    const { stem, head } = glued.exec(token)?.groups ?? {};
    const rest = stem ?? head;
    if (rest) put([rest], 'word');
    if (token === '0') put([], 'zero');
    else if (/\D0$/u.test(token)) put([token.slice(0, -1)], 'zero');
  }
  // What is left must name something: output_1 is not the next value of input_1.
  return found.filter(({ text }) => /\p{L}/u.test(text));
}

function tokensOf(name: string): string[] {
  return name
    .replaceAll(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '')
    .map((token) => token.replace(/^\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase()));
}

function join(tokens: readonly string[]): string {
  return tokens.join(' ');
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

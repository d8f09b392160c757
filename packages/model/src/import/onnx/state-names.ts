/** How sure two names are that one is the next value of the other. */
export type Relation = 'related' | 'perhaps' | 'unrelated';

/** The words for one end of a step, and what else may be one. */
interface Markers {
  readonly words: ReadonlySet<string>;
  /** Words that also stand without a separator: `hout`, `newState`, `hn`. */
  readonly glued: RegExp;
  /** A last letter or digit that only means something beside a marker at the other end: h0/hn, r1i/r1o. */
  readonly hint: RegExp;
}

const before: Markers = {
  words: words('in input inp prev previous past old cur current init initial tm1'),
  glued: /^(?:prev|past|old)(?<stem>.+)$|^(?<head>.+)(?:prev|past|old|in)$/u,
  hint: /(?<=^|\D)0$|i$/u,
};
const after: Markers = {
  words: words('out output next new present updated final n t'),
  glued: /^(?:next|new)(?<stem>.+)$|^(?<head>.+)(?:next|new|out|n)$/u,
  hint: /o$/u,
};

/** A name without what says which end of a step it is at. */
interface Stem {
  readonly text: string;
  /** What was taken off; `none` for the whole name. */
  readonly marker: 'none' | 'word' | 'hint';
}

/**
 * Whether an output's name says that it is the next value of an input: the two are the same but for
 * a word such as in/out, prev/next, past/present at one of them or both (`h`/`hn`, `h_in`/`h_out`,
 * `x`/`x.next`, `prev_c`/`c`). That one name only begins the other, or ends in another number, says nothing.
 * `perhaps`: both have a mark, and one of them may as well be part of the name (`h0`/`hn`, as PyTorch's
 * documentation has it; `r1i`/`r1o`).
 */
export function relation(input: string, output: string): Relation {
  const inputs = stems(input, before);
  const outputs = stems(output, after);
  let found: Relation = 'unrelated';
  for (const { text, marker } of inputs) {
    for (const other of outputs.filter((each) => each.text === text)) {
      const marks = new Set([marker, other.marker]);
      if (marks.has('hint')) {
        if (!marks.has('none')) found = 'perhaps';
      } else if (marks.has('word')) return 'related';
    }
  }
  return found;
}

function stems(name: string, { words: marked, glued, hint }: Markers): Stem[] {
  const tokens = tokensOf(name);
  const found: Stem[] = [{ text: join(tokens), marker: 'none' }];
  for (const [index, token] of tokens.entries()) {
    const put = (word: string, marker: Stem['marker']): void => {
      const rest = word === '' ? [] : [word];
      found.push({ text: join(tokens.toSpliced(index, 1, ...rest)), marker });
    };
    if (marked.has(token.toLowerCase())) put('', 'word');
    const { stem, head } = glued.exec(token)?.groups ?? {};
    const rest = stem ?? head;
    if (rest) put(rest, 'word');
    if (hint.test(token)) put(token.slice(0, -1), 'hint');
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

import type { Readable } from 'node:stream';

/** The longest line kept whole; a longer one is handed on in pieces. */
const longest = 16_384;

/** Reads a stream of text to its end, line by line. Resolves at the end. */
export async function readLines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  let rest = '';
  stream.setEncoding('utf8');
  for await (const text of stream as AsyncIterable<string>) {
    const lines = (rest + text).split(/\r\n|\n|\r/u);
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
    if (rest.length > longest) {
      onLine(rest);
      rest = '';
    }
  }
  if (rest !== '') onLine(rest);
}

import type { PickleValue } from './pickle-value.ts';

const utf8 = new TextDecoder();

/** UTF-8; what is not becomes �. */
export function textFrom(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

/** One byte a character, as Python 2 wrote strings. */
export function latin1From(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** A string as Python's `repr` writes it: protocol 0. */
export function textFromRepr(line: string): string {
  const quoted = /^(?<quote>['"])(?<body>.*)\k<quote>$/su.exec(line);
  if (!quoted?.groups) throw new RangeError('a string without its quotes');
  return quoted.groups['body']!.replaceAll(
    /\\(?:x([0-9a-f]{2})|(.))/giu,
    (_, code: string | undefined, letter: string) =>
      code === undefined
        ? (escapes[letter] ?? letter)
        : String.fromCodePoint(Number.parseInt(code, 16)),
  );
}

/** Python's raw-unicode-escape: protocol 0. */
export function textFromRawUnicode(line: string): string {
  return line.replaceAll(
    /\\u([0-9a-f]{4})|\\U([0-9a-f]{8})/giu,
    (whole, short: string | undefined, long: string) => {
      const point = Number.parseInt(short ?? long, 16);
      return point > 0x10_ff_ff ? whole : String.fromCodePoint(point);
    },
  );
}

/** Longer integers than any file of weights has need of are refused before they take time. */
const longestInteger = 1024;

/** Two's complement, least byte first. */
export function integerFrom(bytes: Uint8Array): PickleValue {
  if (bytes.length > longestInteger) throw new RangeError(`an integer of ${bytes.length} bytes`);
  if (bytes.length === 0) return 0;
  const hex = Buffer.from(bytes.toReversed()).toString('hex');
  return plainInteger(BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex}`)));
}

/** As protocol 0 writes integers; `00` and `01` are truth values. */
export function integerFromLine(line: string): PickleValue {
  if (line === '00') return false;
  if (line === '01') return true;
  const digits = line.trim().replace(/L$/u, '');
  if (!/^[-+]?\d+$/u.test(digits) || digits.length > longestInteger) {
    throw new RangeError('an integer that is none');
  }
  return plainInteger(BigInt(digits.replace(/^\+/u, '')));
}

const numberNames: ReadonlyMap<string, number> = new Map([
  ['inf', Infinity],
  ['-inf', -Infinity],
  ['nan', Number.NaN],
]);

/** As protocol 0 writes numbers: `inf`, `nan`, `1e-05`. */
export function floatFromLine(line: string): number {
  const text = line.trim();
  const value = numberNames.get(text) ?? Number(text || 'none');
  if (Number.isNaN(value) && !numberNames.has(text)) throw new RangeError('a number that is none');
  return value;
}

function plainInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

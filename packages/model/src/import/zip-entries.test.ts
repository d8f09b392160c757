import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { isZip, zipEntries } from './zip-entries.ts';

const text = 'presage '.repeat(100);
const archive = zipSync({
  'config.json': strToU8(text),
  stored: [strToU8('as it is'), { level: 0 }],
  other: strToU8('not wanted'),
});

/** The archive with one of its directory's entries changed. */
function forged(change: (directory: DataView) => void): Uint8Array {
  const bytes = archive.slice();
  const at = bytes.findLastIndex(
    (_, index) =>
      bytes[index] === 0x50 &&
      bytes[index + 1] === 0x4b &&
      bytes[index + 2] === 1 &&
      bytes[index + 3] === 2 &&
      index < bytes.length / 1 &&
      new DataView(bytes.buffer).getUint16(index + 28, true) === 'config.json'.length,
  );
  change(new DataView(bytes.buffer, at));
  return bytes;
}

const all = (bytes: Uint8Array) => zipEntries(bytes, 'm.keras', () => true);

test('wanted files come out, packed and stored, and no others', () => {
  const files = zipEntries(archive, 'm.keras', (path) => path !== 'other');
  expect([...files.keys()]).toEqual(['config.json', 'stored']);
  expect(new TextDecoder().decode(files.get('config.json'))).toBe(text);
  expect(new TextDecoder().decode(files.get('stored'))).toBe('as it is');
  expect(isZip(archive)).toBe(true);
  expect(isZip(strToU8('PK'))).toBe(false);
});

test('an entry that says it is larger than it can be takes no memory', () => {
  const bomb = forged((entry) => entry.setUint32(24, 2 ** 31 - 1, true));
  expect(() => all(bomb)).toThrow('which no packing does');
});

test('an entry that says it is smaller or larger than it is counts as damage', () => {
  expect(() => all(forged((entry) => entry.setUint32(24, text.length + 1, true)))).toThrow(
    /config.json has 800 bytes where its entry says 801/,
  );
});

test.for([
  ['nothing', new Uint8Array()],
  ['noise', new Uint8Array(5000).fill(7)],
  ['half an archive', archive.subarray(0, archive.length / 2)],
  ['an archive without its beginning', archive.subarray(40)],
] as const)('%s is refused by name', ([, bytes]) => {
  expect(() => all(bytes)).toThrow(/m\.keras cannot be read as a zip archive/);
});

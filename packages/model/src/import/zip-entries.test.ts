import { array, assert, nat, property, tuple } from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { isZip, openZip } from './zip-entries.ts';

const packed = new Uint8Array(5000).fill(7);
const archive = zipSync({
  'a/one.txt': [strToU8('one'), { level: 0 }],
  'two.bin': packed,
});
/** Where the directory's entry of two.bin begins. */
const second = (() => {
  const directory = new DataView(archive.buffer).getUint32(archive.length - 22 + 16, true);
  return directory + 46 + 'a/one.txt'.length;
})();

/** The archive with another size of two.bin in its directory. */
function claiming(size: number): Uint8Array {
  const bytes = archive.slice();
  new DataView(bytes.buffer).setUint32(second + 24, size, true);
  return bytes;
}

test('files are named, and unpacked when asked for', () => {
  const entries = openZip(archive);
  expect(isZip(archive)).toBe(true);
  expect(isZip(strToU8('PK'))).toBe(false);
  expect(entries.names).toEqual(['a/one.txt', 'two.bin']);
  expect(entries.read('a/one.txt')).toEqual(strToU8('one'));
  expect(entries.read('two.bin')).toEqual(packed);
});

test('a file that is not there is told', () => {
  expect(() => openZip(archive).read('three')).toThrow('the archive holds no three');
});

test('a file that claims more than its bytes can hold is refused before memory is taken', () => {
  const bomb = openZip(claiming(2 ** 31 - 1));
  expect(() => bomb.read('two.bin')).toThrow('cannot hold the 2147483647 bytes');
});

test('so is one that really holds far more than its bytes', () => {
  const bomb = openZip(zipSync({ zeros: new Uint8Array(2 ** 26 + 1) }));
  expect(() => bomb.read('zeros')).toThrow('cannot hold the 67108865 bytes');
});

test('one name for two files is refused: only one of them would be looked at', () => {
  const two = zipSync({ 'one.txt': strToU8('1'), 'two.txt': strToU8('2') });
  const same = Buffer.from(two).toString('latin1').replaceAll('two.txt', 'one.txt');
  expect(() => openZip(Buffer.from(same, 'latin1'))).toThrow('two files one.txt');
});

test('a file that is shorter than it claims counts as damage', () => {
  expect(() => openZip(claiming(packed.length + 1)).read('two.bin')).toThrow(RangeError);
});

test.for([
  ['nothing', new Uint8Array()],
  ['noise', new Uint8Array(5000).fill(7)],
  ['half an archive', archive.subarray(0, archive.length / 2)],
] as const)('%s is refused', ([, bytes]) => {
  expect(() => openZip(bytes)).toThrow(RangeError);
});

/** What reading all of an archive stumbles over. */
function faultOf(bytes: Uint8Array): unknown {
  try {
    const entries = openZip(bytes);
    for (const name of entries.names) entries.read(name);
    return undefined;
  } catch (error) {
    return error;
  }
}

test('damaged archives give errors of one kind, and end', () => {
  const changes = array(tuple(nat(archive.length - 1), nat(255)), { minLength: 1, maxLength: 8 });
  assert(
    property(changes, (each) => {
      const bytes = archive.slice();
      for (const [at, value] of each) bytes[at] = value;
      const fault = faultOf(bytes);
      return fault === undefined || fault instanceof RangeError;
    }),
    { numRuns: 300 },
  );
});

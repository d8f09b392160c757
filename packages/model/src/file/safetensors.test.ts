import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ZodError } from 'zod';
import { elementCount } from '../graph/value.ts';
import { decodeSafetensors, encodeSafetensors, type NamedTensor } from './safetensors.ts';

const reserved = new Set(['__metadata__', '__proto__']);
const shapes = fc.array(fc.nat(4), { maxLength: 4 });
const tensor: fc.Arbitrary<NamedTensor> = fc
  .tuple(fc.string(), shapes)
  .chain(([name, shape]) =>
    fc
      .float32Array({ minLength: elementCount(shape), maxLength: elementCount(shape) })
      .map((data) => ({ name, shape, data })),
  )
  .filter(({ name }) => !reserved.has(name));
const files = fc.tuple(
  fc.uniqueArray(tensor, { selector: ({ name }) => name, maxLength: 5 }),
  fc.dictionary(
    fc.string().filter((key) => !reserved.has(key)),
    fc.string(),
  ),
);

const namedErrors = [RangeError, SyntaxError, ZodError];

const example: readonly NamedTensor[] = [
  { name: 'a', shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
  { name: 'none', shape: [0, 2], data: new Float32Array() },
  { name: 'scalar', shape: [], data: Float32Array.of(-0.5) },
];

const byName = (list: readonly NamedTensor[]) =>
  list.toSorted((a, b) => (a.name < b.name ? -1 : 1));

test('what is encoded comes back, whatever its names and shapes', () => {
  fc.assert(
    fc.property(files, ([tensors, metadata]) => {
      const decoded = decodeSafetensors(encodeSafetensors(tensors, metadata));
      expect(byName(decoded.tensors)).toEqual(byName(tensors));
      expect({ ...decoded.metadata }).toEqual({ ...metadata });
    }),
  );
});

test('the data begins at a multiple of 8 bytes, whatever the header', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const bytes = encodeSafetensors(example, { text });
      const header = Number(new DataView(bytes.buffer).getBigUint64(0, true));
      expect(header % 8).toBe(0);
      expect(bytes.length).toBe(8 + header + 28);
    }),
  );
});

test('bytes that begin at an odd address are read, and data is copied', () => {
  const bytes = encodeSafetensors(example, {});
  const shifted = new Uint8Array(bytes.length + 1);
  shifted.set(bytes, 1);
  const { tensors } = decodeSafetensors(shifted.subarray(1));
  shifted.fill(0);
  expect(tensors).toEqual(example);
});

test('data that does not fill its shape, and names that cannot be, are refused', () => {
  const one: NamedTensor = { name: 'a', shape: [1], data: Float32Array.of(1) };
  expect(() => encodeSafetensors([{ ...one, shape: [2] }], {})).toThrow(
    'a: 1 elements for shape [2]',
  );
  expect(() => encodeSafetensors([one, one], {})).toThrow('two entries are named a');
  expect(() => encodeSafetensors([{ ...one, name: '__metadata__' }], {})).toThrow(RangeError);
  const message = 'no entry can be named __proto__';
  expect(() => encodeSafetensors([{ ...one, name: '__proto__' }], {})).toThrow(message);
  expect(() => encodeSafetensors([one], { ['__proto__']: 'x' })).toThrow(message);
});

const entry = (begin: number, end: number, shape: readonly number[] = [1]) => ({
  dtype: 'F32',
  shape,
  data_offsets: [begin, end],
});

describe('damage', () => {
  const bytes = encodeSafetensors(example, { step: '7' });

  test('a file cut anywhere is refused', () => {
    for (let length = 0; length < bytes.length; length += 1) {
      expect(outcomeOf(bytes.subarray(0, length))).toBe('refused');
    }
  });

  test('bytes after the last tensor are refused', () => {
    expect(() => decodeSafetensors(Uint8Array.from([...bytes, 0]))).toThrow(
      '29 bytes of data where 28 belong',
    );
  });

  test('changed bytes give tensors that fit their shapes, or one of the named errors', () => {
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1 });
    fc.assert(
      fc.property(changes, (changed) => {
        const damaged = bytes.slice();
        for (const [position, value] of changed) damaged[position] = value;
        expect(['refused', 'sound']).toContain(outcomeOf(damaged));
      }),
      { numRuns: 500 },
    );
  });

  test('any bytes at all do too', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (any) => {
        expect(['refused', 'sound']).toContain(outcomeOf(any));
      }),
    );
  });

  test.for([
    ['a negative offset', { a: entry(-4, 0) }, ZodError],
    ['a negative size', { a: entry(0, 8, [-2]) }, ZodError],
    ['a fraction', { a: entry(0, 8, [2.5]) }, ZodError],
    ['an end before the beginning', { a: entry(8, 4) }, RangeError],
    ['overlapping tensors', { a: entry(0, 8, [2]), b: entry(4, 8) }, RangeError],
    ['a hole between tensors', { a: entry(0, 0, [0]), b: entry(4, 8) }, RangeError],
    ['more bytes than the shape has', { a: entry(0, 8) }, RangeError],
    ['bytes beyond the end', { a: entry(0, 12, [3]) }, RangeError],
    ['another element type', { a: { ...entry(0, 8, [1]), dtype: 'F64' } }, ZodError],
    ['metadata that is no text', { __metadata__: { step: 7 } }, ZodError],
    ['a header that is no object', [], ZodError],
  ] as const)('%s is refused', ([, header, error]) => {
    expect(() => decodeSafetensors(fileWith(header, 8))).toThrow(error);
  });

  test('a header longer than the file is refused', () => {
    const huge = bytes.slice();
    new DataView(huge.buffer).setBigUint64(0, 2n ** 64n - 1n, true);
    expect(() => decodeSafetensors(huge)).toThrow('the header is cut off');
  });
});

function fileWith(header: object, dataLength: number): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + dataLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

/** `sound`: every tensor has the data its shape wants. Other errors than the named come through. */
function outcomeOf(bytes: Uint8Array): 'refused' | 'sound' | 'inconsistent' {
  try {
    const { tensors } = decodeSafetensors(bytes);
    const fits = tensors.every(({ shape, data }) => data.length === elementCount(shape));
    return fits ? 'sound' : 'inconsistent';
  } catch (error) {
    if (namedErrors.some((type) => error instanceof type)) return 'refused';
    throw error;
  }
}

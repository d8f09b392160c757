import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { topLevelFields } from './top-level-fields.ts';

test('fields lie end to end and cover a message', () => {
  const message = Uint8Array.from([
    0x08, 0x96, 0x01, 0x12, 2, 7, 7, 0x1d, 1, 2, 3, 4, 0x21, 1, 2, 3, 4, 5, 6, 7, 8,
  ]);
  expect([...topLevelFields(message)]).toEqual([
    { number: 1, start: 0, value: 1, end: 3 },
    { number: 2, start: 3, value: 5, end: 7 },
    { number: 3, start: 7, value: 8, end: 12 },
    { number: 4, start: 12, value: 13, end: 21 },
  ]);
});

test('a message that ends within a field is told from bytes that are no message', () => {
  expect(() => [...topLevelFields(Uint8Array.from([0x12, 5, 1]))]).toThrow(RangeError);
  expect(() => [...topLevelFields(Uint8Array.from([0x08]))]).toThrow(RangeError);
  expect(() => [...topLevelFields(Uint8Array.from([0x07, 0]))]).toThrow(TypeError);
});

/** Where the fields end, or what was thrown. */
function endOf(bytes: Uint8Array): unknown {
  let end = 0;
  try {
    for (const field of topLevelFields(bytes)) {
      if (field.start !== end) return `a hole at ${end}`;
      ({ end } = field);
    }
    return end;
  } catch (error) {
    return error;
  }
}

test('any bytes at all are either covered or refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(endOf(bytes)).toSatisfy(
        (end) => end === bytes.length || end instanceof RangeError || end instanceof TypeError,
      );
    }),
  );
});

import { assert, float32Array, property } from 'fast-check';
import { expect, it } from 'vitest';
import { packedNumbersSchema, packNumbers, unpackNumbers } from './packed-numbers.ts';

const numbers = float32Array({ noNaN: true, min: -60_000, max: 60_000, maxLength: 40 });
const throughJson = (values: Float32Array, type: 'float16' | 'float32') =>
  unpackNumbers(packedNumbersSchema.parse(JSON.parse(JSON.stringify(packNumbers(values, type)))));

it('brings numbers through JSON', () => {
  assert(
    property(numbers, (values) => {
      expect(throughJson(values, 'float32')).toEqual(values);
      throughJson(values, 'float16').forEach((value, index) => {
        const given = values[index]!;
        expect(Math.abs(value - given)).toBeLessThanOrEqual(6e-8 + Math.abs(given) / 2048);
      });
    }),
    { seed: 1 },
  );
});

it('refuses what is not base64', () => {
  expect(packedNumbersSchema.safeParse({ type: 'float32', base64: '*' }).success).toBe(false);
});

import { expect, test } from 'vitest';
import { largestDifference } from './largest-difference.ts';

test('is that of the elements that differ most, and of no others', () => {
  expect(largestDifference([1, 2, 3], [1, 4, 2])).toBe(2);
  expect(largestDifference([1], Float32Array.of(1))).toBe(0);
});

test('what cannot be compared is no small difference', () => {
  expect(largestDifference([1, Number.NaN, 3], [1, 2, 3])).toBeNaN();
  expect(() => largestDifference([1], [1, 2])).toThrow('1 numbers against 2');
});

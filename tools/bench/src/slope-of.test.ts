import { expect, test } from 'vitest';
import { slopeOf } from './slope-of.ts';

test('the slope is that of the line, and of the line among scattered values', () => {
  expect(slopeOf([3, 3, 3, 3])).toBe(0);
  expect(slopeOf([1, 3, 5, 7])).toBe(2);
  expect(slopeOf([0.5, -0.5, 1.5, 0.5, 2.5])).toBeCloseTo(0.5, 10);
});

import { InputError } from '@presage/core';
import { expect, test } from 'vitest';
import { checkFootageSize } from './check-footage-size.ts';

const size = { frameRate: 5, frameBytes: 100_000, memoryBytes: 600e6 };

test('footage that fills half of the memory is fine', () => {
  expect(() => checkFootageSize({ ...size, seconds: 600 })).not.toThrow();
});

const tooMuch = () => checkFootageSize({ ...size, seconds: 1200 });

test('more is refused, with how much there may be', () => {
  expect(tooMuch).toThrow(InputError);
  expect(tooMuch).toThrow(/room for 10 min .* got 20 min/u);
});

test('minutes of footage fit this machine', () => {
  expect(() => checkFootageSize({ seconds: 600, frameRate: 5, frameBytes: 12_288 })).not.toThrow();
});

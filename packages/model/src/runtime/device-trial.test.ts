import { expect, test } from 'vitest';
import { differenceOf } from './device-trial.ts';

test('answers differ by their largest difference, of the largest value of the tensor that it is in', () => {
  const wanted = [Float32Array.of(1, -20), Float32Array.of(0.5, 0.25)];
  expect(differenceOf(wanted, wanted)).toBe(0);
  expect(differenceOf([Float32Array.of(2, -20), wanted[1]!], wanted)).toBeCloseTo(0.05);
  expect(differenceOf([wanted[0]!, Float32Array.of(0.5, 0.5)], wanted)).toBeCloseTo(0.5);
});

test('tensors that are nearly zero may differ by a little, and not by a lot', () => {
  const wanted = [Float32Array.of(0, 1e-6)];
  expect(differenceOf([Float32Array.of(1e-6, 0)], wanted)).toBeLessThan(1e-3);
  expect(differenceOf([Float32Array.of(0.01, 0)], wanted)).toBeGreaterThan(1e-3);
});

test('a value that is no number, or is not there, is as far off as can be', () => {
  const wanted = [Float32Array.of(1, 2)];
  expect(differenceOf([Float32Array.of(1, Number.NaN)], wanted)).toBeNaN();
  expect(differenceOf([Float32Array.of(1)], wanted)).toBeNaN();
});

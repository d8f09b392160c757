import { expect, test } from 'vitest';
import { learningRateAt } from './training-options.ts';

const peak = 0.004;
const rates = Array.from({ length: 101 }, (_, percent) => learningRateAt(percent / 100, peak));

test('the learning rate starts at a tenth, peaks after a twentieth and ends at 0', () => {
  expect(rates[0]).toBeCloseTo(peak / 10, 12);
  expect(rates[5]).toBe(peak);
  expect(Math.max(...rates)).toBe(peak);
  expect(rates[100]).toBeCloseTo(0, 12);
});

test('it rises to the peak and falls from there, without a jump', () => {
  rates.slice(1).forEach((rate, index) => {
    expect(Math.sign(rate - rates[index]!)).toBe(index < 5 ? 1 : -1);
    expect(Math.abs(rate - rates[index]!)).toBeLessThan(peak / 5);
  });
});

test('it is half the peak halfway down', () => {
  expect(learningRateAt(0.525, peak)).toBeCloseTo(peak / 2, 12);
});

test('beyond the end it stays at 0', () => {
  expect(learningRateAt(1.5, peak)).toBeCloseTo(0, 12);
});

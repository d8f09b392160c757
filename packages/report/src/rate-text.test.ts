import { expect, test } from 'vitest';
import { footageText, rateText } from './rate-text.ts';

test.for([
  [2880, '2 a minute'],
  [240, '10 an hour'],
  [24, '1 an hour'],
  [3, '3 a day'],
  [1, '1 a day'],
  [0.1, 'one in 10 days'],
] as const)('%s a day is %s', ([perDay, text]) => {
  expect(rateText(perDay)).toBe(text);
});

test('normal footage is told in days from two on', () => {
  expect(footageText(16)).toBe('16.0 s');
  expect(footageText(86_400)).toBe('24 h');
  expect(footageText(12 * 86_400)).toBe('12 days');
});

import { expect, test } from 'vitest';
import { lengthText, timeText } from './time-text.ts';

test.each([
  [0, '0:00.0'],
  [12.44, '0:12.4'],
  [59.97, '1:00.0'],
  [600, '10:00.0'],
  [3723.4, '1:02:03.4'],
])('%s s is the time %s', (seconds, text) => {
  expect(timeText(seconds)).toBe(text);
});

test.each([
  [0, '0.0 s'],
  [59.96, '1 min'],
  [250, '4 min 10 s'],
  [7500, '2 h 5 min'],
  [7200, '2 h'],
])('%s s last %s', (seconds, text) => {
  expect(lengthText(seconds)).toBe(text);
});

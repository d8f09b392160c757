import { expect, test } from 'vitest';
import { formatBytes } from './format-bytes.ts';
import { formatDuration } from './format-duration.ts';
import { formatMediaTime } from './format-media-time.ts';
import { formatScore } from './format-score.ts';

test.for([
  [-1, '0 s'],
  [59.4, '59 s'],
  [59.6, '1 min 00 s'],
  [3_599, '59 min 59 s'],
  [7_384, '2 h 03 min'],
  [172_000, '2 d 00 h'],
  [274_000, '3 d 04 h'],
] as const)('%d seconds are %s', ([seconds, text]) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.for([
  [7.44, '0:07.4'],
  [59.96, '1:00.0'],
  [3_723.4, '1:02:03.4'],
] as const)('%d seconds into a video is %s', ([seconds, text]) => {
  expect(formatMediaTime(seconds)).toBe(text);
});

test.for([
  [0, '0 B'],
  [999, '999 B'],
  [999_600, '1.0 MB'],
  [24_300_000_000, '24 GB'],
] as const)('%d bytes are %s', ([bytes, text]) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.for([
  [0.518, '0.52'],
  [9.34, '9.3'],
  [393.6, '394'],
] as const)('a score of %d is %s', ([score, text]) => {
  expect(formatScore(score)).toBe(text);
});

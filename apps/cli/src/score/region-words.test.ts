import { expect, test } from 'vitest';
import { regionWords } from './region-words.ts';

test.for([
  [{ x: 0.62, y: 0.55, width: 0.18, height: 0.35 }, 'bottom right (x 62–80 %, y 55–90 %)'],
  [{ x: 0, y: 0, width: 1, height: 1 }, 'centre (x 0–100 %, y 0–100 %)'],
  [{ x: 0, y: 0.4, width: 0.1, height: 0.2 }, 'middle left (x 0–10 %, y 40–60 %)'],
] as const)('%o is %s', ([region, words]) => {
  expect(regionWords(region)).toBe(words);
});

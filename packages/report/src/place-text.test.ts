import { expect, test } from 'vitest';
import { placeText } from './place-text.ts';

test.for([
  [{ x: 0.62, y: 0.55, width: 0.18, height: 0.35 }, 'bottom right'],
  [{ x: 0.38, y: 0.2, width: 0.25, height: 0.5 }, 'centre'],
  [{ x: 0, y: 0.4, width: 0.1, height: 0.2 }, 'middle left'],
  [{ x: 0.4, y: 0, width: 0.2, height: 0.2 }, 'top centre'],
] as const)('%o is %s', ([region, words]) => {
  expect(placeText(region)).toBe(words);
});

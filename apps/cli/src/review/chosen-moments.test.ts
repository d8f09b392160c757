import { expect, test } from 'vitest';
import { chosenMoments } from './chosen-moments.ts';

test.for([
  ['', []],
  ['keep', []],
  ['2', [1]],
  ['1, 3', [0, 2]],
  ['3 3 1', [2, 0]],
  ['all', [0, 1, 2]],
  ['S', 'stop'],
  ['4', undefined],
  ['0', undefined],
  ['1,x', undefined],
  ['yes', undefined],
] as const)('"%s" of three', ([answer, chosen]) => {
  expect(chosenMoments(answer, 3)).toEqual(chosen);
});

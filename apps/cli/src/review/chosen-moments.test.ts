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
  ['5:00-6:00', [{ start: 300, end: 360 }]],
  ['2, Monday.mp4@1-2', [1, { video: 'Monday.mp4', start: 1, end: 2 }]],
  ['my monday.mp4@1-2', [{ video: 'my monday.mp4', start: 1, end: 2 }]],
  ['6:00-5:00', undefined],
  // Moments 1 to 3, or seconds?
  ['1-3', undefined],
  ['4', undefined],
  ['0', undefined],
  ['1,x', undefined],
  ['yes', undefined],
] as const)('"%s" of three', ([answer, chosen]) => {
  expect(chosenMoments(answer, 3)).toEqual(chosen);
});

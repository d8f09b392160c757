import { expect, test } from 'vitest';
import { noEventText } from './quiet-text.ts';

const budget = { falseAlarmsPerDay: 1, threshold: 20 };
const pointsOf = (...scores: number[]) =>
  scores.map((score, i) => ({ timestampUs: i * 1e6, score, threshold: 20, warmUp: i === 0 }));
const fault = { fault: 'black', start: 2, end: 3, advice: '' };

test.for([
  ['warm-up alone is above', [90, 5, 5, 5, 5], [], /^No event\. Nothing stayed above/u],
  ['the view is whole', [5, 5, 90, 5, 5], [], /never for long enough/u],
  [
    'a fault kept it silent',
    [5, 5, 90, 90, 5],
    [fault],
    /only while the camera’s view was broken/u,
  ],
  ['a fault has no part in it', [5, 5, 5, 5, 90], [fault], /never for long enough/u],
  [
    'no score is high beside a fault',
    [5, 5, 5, 5, 5],
    [fault],
    /while the camera’s view was whole/u,
  ],
] as const)('says why there is no event where %s', ([, scores, faults, words]) => {
  expect(noEventText({ points: pointsOf(...scores), budget, faults })).toMatch(words);
});

import { expect, test } from 'vitest';
import type { AlarmBudget } from '../report-options.ts';
import { thresholdSection } from './threshold-section.ts';

const budget: AlarmBudget = {
  falseAlarmsPerDay: 1,
  supportedFalseAlarmsPerDay: 24,
  neededSeconds: 172_800,
  heldBackSeconds: 3600,
  threshold: 20,
  curve: [
    { falseAlarmsPerDay: 0.1, threshold: 30, uncertainty: 4 },
    { falseAlarmsPerDay: 1, threshold: 20, uncertainty: 3 },
    { falseAlarmsPerDay: 24, threshold: 10, uncertainty: 1.5 },
  ],
  normalScores: [-2, 0, 4, 9],
};
const textOf = (of: AlarmBudget) => thresholdSection({ budget: of, events: [] })?.text ?? '';

test('says what was asked for, with how much footage, and what that vouches for', () => {
  const text = textOf(budget);
  expect(text).toContain(
    'You asked for 1 a day while nothing is wrong: it alarms from a score of 20',
  );
  expect(text).toContain('found with 1 h of normal video');
  expect(text).toContain('vouches for 1 an hour, not for less. 1 a day would take 2 days.');
  expect(text).toContain('a guess: too little normal footage');
});

test('says how far off the number may be where the footage is long enough for it', () => {
  const text = textOf({ ...budget, supportedFalseAlarmsPerDay: 0.05 });
  expect(text).toContain('by a factor of 3.');
  expect(text).not.toContain('a guess');
});

test('draws all within its frame, whatever the scores', () => {
  const events = [{ peak: { time: 1, score: 9e6 } }];
  const text = thresholdSection({ budget, events })!.text;
  const numbers = [...text.matchAll(/\s(?:cx|x1|x2|x)="(?<x>[^"]*)"/gu)].map((m) => Number(m[1]));
  expect(numbers.length).toBeGreaterThan(10);
  expect(numbers.filter((x) => !(x >= 0 && x <= 640))).toEqual([]);
  const heights = [...text.matchAll(/\s(?:cy|y1|y2)="(?<y>[^"]*)"/gu)].map((m) => Number(m[1]));
  expect(heights.filter((y) => !(y >= 0 && y <= 300))).toEqual([]);
});

test('is left out where there is nothing to draw', () => {
  expect(thresholdSection({ budget: { falseAlarmsPerDay: 1, threshold: 20 }, events: [] })).toBe(
    undefined,
  );
});

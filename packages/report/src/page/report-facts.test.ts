import { expect, test } from 'vitest';
import { syntheticWatch } from '../../examples/synthetic-watch.ts';
import type { ReportOptions } from '../report-options.ts';
import { budgetFacts, runFacts } from './report-facts.ts';

const factsFor = (budget: ReportOptions['budget']) =>
  budgetFacts({ budget } as ReportOptions).map(({ name, value, remark }) => [name, value, remark]);

test('a wish beyond what the footage can vouch for is called a guess, not changed', () => {
  const facts = factsFor({
    falseAlarmsPerDay: 1,
    supportedFalseAlarmsPerDay: 240,
    neededSeconds: 720,
    threshold: 21,
  });
  expect(facts).toEqual([
    ['Asked for', '1 a day', expect.any(String)],
    ['Vouched for', '10 an hour', expect.stringMatching(/a guess.*12 min held back/u)],
    ['Threshold', '21', expect.any(String)],
  ]);
});

test('a wish that the footage can vouch for stands alone', () => {
  const names = factsFor({ falseAlarmsPerDay: 300, threshold: 21 }).map(([name]) => name);
  expect(names).toEqual(['Asked for', 'Threshold']);
});

test('what read the video is named with its version, and no fact stands twice', () => {
  const watch = syntheticWatch({ video: { path: 'v.mp4' }, outputFolder: 'out' }, 10);
  const facts = runFacts(watch, { start: 0, end: 10 });
  expect(facts).toContainEqual({
    name: 'Video read by',
    value: 'ffmpeg 5.1',
    remark: 'the system’s',
  });
  const names = facts.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

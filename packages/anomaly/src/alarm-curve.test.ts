import { expect, it } from 'vitest';
import { timedScores, visitScores } from '../test/timed-scores.ts';
import { alarmCurve } from './alarm-curve.ts';
import { countAlarms } from './count-alarms.ts';
import { defaultDecision } from './decision.ts';

const decision = { ...defaultDecision, minimumSeconds: 0 };

it('lists the threshold from which on there is one alarm, two, three', () => {
  const scores = timedScores([1, 9, 1, 1, 1, 7, 1, 1, 1, 8, 1], { frameRate: 0.25 });
  expect(alarmCurve(scores, decision)).toEqual([
    { threshold: 9, alarms: 1 },
    { threshold: 8, alarms: 2 },
    { threshold: 7, alarms: 3 },
  ]);
});

it('ends where a lower threshold only makes events run into each other', () => {
  const scores = timedScores([1, 9, 4, 4, 4, 7, 4, 4, 4, 8, 1], { frameRate: 0.25 });
  const lowest = alarmCurve(scores, decision).at(-1);
  expect(lowest).toEqual({ threshold: 7, alarms: 3 });
  expect(countAlarms(scores, { threshold: 4, decision })).toBe(1);
});

it('is what the decider counts at each of its thresholds, each below the one before', () => {
  const scores = visitScores({ seed: 1, seconds: 3600 });
  const curve = alarmCurve(scores, defaultDecision);
  expect(curve.length).toBeGreaterThan(20);
  for (const [index, { threshold, alarms }] of curve.entries()) {
    expect(countAlarms(scores, { threshold, decision: defaultDecision })).toBe(alarms);
    const before = curve[index - 1];
    if (!before) continue;
    expect(threshold).toBeLessThan(before.threshold);
    expect(alarms).toBeGreaterThan(before.alarms);
  }
});

it('is empty where nothing is long enough to alarm', () => {
  expect(alarmCurve(timedScores([5]), defaultDecision)).toEqual([]);
});

import { array, assert, double, property } from 'fast-check';
import { expect, it } from 'vitest';
import { timedScores } from '../test/timed-scores.ts';
import { alarmHeights } from './alarm-heights.ts';
import { countAlarms } from './count-alarms.ts';
import { defaultDecision } from './decision.ts';

const decision = { ...defaultDecision, leaveShare: 0.5, minimumSeconds: 1 };

it('is the score where the next second stays high, and what that leaves room for where it does not', () => {
  const heights = alarmHeights(timedScores([4, 3, 1, 6, 6], { frameRate: 1 }), decision);
  expect(heights).toEqual([4, 2, 1, 6, -Infinity]);
});

it('lets no event cross a gap', () => {
  const heights = alarmHeights(timedScores([4, 4, 4], { frameRate: 1, breaks: [2] }), decision);
  expect(heights).toEqual([4, -Infinity, -Infinity]);
});

it('the highest is the highest threshold that alarms', () => {
  const scores = array(double({ min: 0.1, max: 100, noNaN: true }), {
    minLength: 5,
    maxLength: 60,
  });
  assert(
    property(scores, (values) => {
      const timed = timedScores(values);
      const highest = Math.max(...alarmHeights(timed, defaultDecision));
      const alarmsAt = (threshold: number) =>
        countAlarms(timed, { threshold, decision: defaultDecision });
      expect(alarmsAt(highest * (1 - 1e-9))).toBeGreaterThan(0);
      expect(alarmsAt(highest * (1 + 1e-9))).toBe(0);
    }),
    { seed: 1 },
  );
});

import { array, assert, double, property } from 'fast-check';
import { expect, it } from 'vitest';
import { timedScores } from '../test/timed-scores.ts';
import { countAlarms } from './count-alarms.ts';
import { createDecider } from './decider.ts';
import { defaultDecision } from './decision.ts';

const decision = { leaveShare: 0.5, minimumSeconds: 1, mergeSeconds: 2, coolDownSeconds: 4 };
const count = (scores: readonly number[], breaks: readonly number[] = []) =>
  countAlarms(timedScores(scores, { frameRate: 1, breaks }), { threshold: 4, decision });

it('counts what the decider tells: long enough, and further apart than the cool-down', () => {
  expect(count([0, 5, 5, 0, 0, 0, 0, 0, 5, 5, 0])).toBe(2);
  expect(count([0, 5, 5, 0, 0, 5, 5, 0])).toBe(1);
  expect(count([0, 5, 0, 0, 0, 0, 0, 0, 0, 5, 0])).toBe(0);
  expect(count([0, 5, 3, 3, 3, 3, 3, 3, 3, 5, 0])).toBe(1);
});

it('counts an alarm that is still open at the end', () => {
  expect(count([0, 0, 5, 5])).toBe(1);
});

it('begins anew at a gap', () => {
  expect(count([0, 5, 5, 5, 5], [3])).toBe(2);
  expect(count([0, 0, 5, 5, 0], [3])).toBe(0);
});

it('counts the same as a decider that is shown every frame', () => {
  const threshold = 2;
  assert(
    property(array(double({ min: 0, max: 4, noNaN: true }), { maxLength: 200 }), (values) => {
      const scores = timedScores(values, { frameRate: 2 });
      const decider = createDecider({
        streamId: 'all',
        grid: { width: 1, height: 1 },
        threshold,
        decision: defaultDecision,
      });
      const heatmap = new Float32Array(1);
      const told = scores
        .flatMap((score) => decider.next({ ...score, warmUp: false, heatmap }))
        .filter(({ kind }) => kind === 'event-start');
      expect(countAlarms(scores, { threshold, decision: defaultDecision })).toBe(told.length);
    }),
    { seed: 1 },
  );
});

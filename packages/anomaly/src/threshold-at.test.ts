import { assert, double, property } from 'fast-check';
import { expect, it } from 'vitest';
import { visitScores } from '../test/timed-scores.ts';
import { tailFrom } from './tail.ts';
import { thresholdAt } from './threshold-at.ts';

const tail = tailFrom(visitScores({ seed: 3, seconds: 1800 }));

it('is what was counted, where it was counted', () => {
  const counted = tail.counts.filter(({ alarms }) => alarms >= tail.alarms);
  expect(counted.length).toBeGreaterThan(0);
  for (const { threshold, alarms } of counted) {
    expect(thresholdAt(tail, alarms)).toBeCloseTo(threshold, 9);
  }
});

it('rises without a jump as alarms become fewer', () => {
  const many = double({ min: 1e-4, max: 500, noNaN: true });
  assert(
    property(many, (alarms) => {
      const step = thresholdAt(tail, alarms) - thresholdAt(tail, alarms * 1.001);
      expect(step).toBeGreaterThanOrEqual(-1e-9);
      expect(step).toBeLessThan(0.1);
    }),
    { seed: 1 },
  );
});

it('ends at the lowest threshold counted, however many alarms are asked for', () => {
  expect(thresholdAt(tail, 1e9)).toBe(tail.counts.at(-1)!.threshold);
});

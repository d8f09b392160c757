import { InputError } from '@presage/core';
import { assert, double, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalFootage } from '../test/normal-footage.ts';
import { calibrate } from './calibrate.ts';
import { countAlarms } from './count-alarms.ts';
import { defaultDecision } from './decision.ts';
import { createScorer } from './scorer.ts';
import { thresholdFor } from './threshold-for.ts';

const grid = { width: 8, height: 6 };
const calibrationOf = (frames: number, seed = 1) =>
  calibrate(normalFootage({ seed, frames }), { grid, frameRate: 5 });

describe('thresholdFor', () => {
  const minute = calibrationOf(300);

  it('never falls where fewer false alarms are asked for', () => {
    const rate = double({ min: 1e-3, max: 1e5, noNaN: true });
    for (const calibration of [calibrationOf(75), minute, calibrationOf(1500)]) {
      assert(
        property(rate, rate, (one, other) => {
          const [fewer, more] = [Math.min(one, other), Math.max(one, other)];
          expect(thresholdFor(calibration, fewer).value).toBeGreaterThanOrEqual(
            thresholdFor(calibration, more).value,
          );
        }),
        { seed: 1 },
      );
    }
  });

  it('says what 15 s of footage cannot vouch for, and still gives a threshold above all of it', () => {
    const calibration = calibrationOf(75);
    const { value, supported, supportedFalseAlarmsPerDay, ...rest } = thresholdFor(calibration, 1);
    expect(supported).toBe(false);
    expect(supportedFalseAlarmsPerDay).toBeGreaterThan(1);
    expect(rest).toMatchObject({ wishedFalseAlarmsPerDay: 1, heldBackSeconds: 15 });
    expect(rest.neededSeconds).toBeGreaterThan(15);
    expect(rest.uncertainty).toBeGreaterThan(2);
    expect(value).toBeGreaterThan(calibration.tail.counts[0]!.threshold);
    const vouchedFor = thresholdFor(calibration, supportedFalseAlarmsPerDay);
    expect(vouchedFor.supported).toBe(true);
    expect(value).toBeGreaterThan(vouchedFor.value);
  });

  it('lets a rate that the footage has seen lie below its largest score', () => {
    const long = calibrationOf(1500);
    const { value, supported } = thresholdFor(long, (20 * 86_400) / long.heldBack.seconds);
    expect(supported).toBe(true);
    expect(value).toBeLessThan(long.heldBack.largestScore);
  });

  it('alarms on fresh normal footage about as often as asked', () => {
    const calibration = calibrationOf(6000, 11);
    const threshold = thresholdFor(calibration, (20 * 86_400) / 1200);
    expect(threshold.supported).toBe(true);
    const score = createScorer(calibration);
    const scores = normalFootage({ seed: 12, frames: 18_000 }).map((frame) => ({
      ...frame,
      score: score(frame).score,
    }));
    const alarms = countAlarms(scores, { threshold: threshold.value, decision: defaultDecision });
    // Twenty in 1,200 s are 60 in these 3,600 s; the promise is a factor of 2.
    expect(alarms).toBeGreaterThan(30);
    expect(alarms).toBeLessThan(120);
  });

  it('stays at a standard deviation where nothing happens at all', () => {
    const still = normalFootage({ seed: 1, frames: 50 }).map((frame) => ({
      ...frame,
      errors: new Float32Array(48),
    }));
    expect(thresholdFor(calibrate(still, { grid, frameRate: 5 }), 1).value).toBe(1);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses %f false alarms a day',
    (rate) => {
      expect(() => thresholdFor(minute, rate)).toThrow(InputError);
    },
  );
});

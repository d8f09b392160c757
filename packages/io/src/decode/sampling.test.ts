import { array, assert, double, integer, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { isGap, isSameInterval, samplingInterval } from './sampling.ts';

/** The times that sampling takes of a source's. */
function taken(times: readonly number[], frameRate: number, sourceFrameRate: number): number[] {
  let last: number | undefined;
  return times.filter((time) => {
    const interval = samplingInterval({ frameRate, sourceFrameRate }, time);
    const first = interval !== last;
    last = interval;
    return first;
  });
}

const rates = record({
  frameRate: double({ min: 0.5, max: 60, noNaN: true }),
  sourceFrameRate: double({ min: 0.5, max: 60, noNaN: true }),
});

test('finds no gap in a whole source, whatever the two rates', () => {
  assert(
    property(rates, (sampling) => {
      const times = Array.from({ length: 200 }, (_, k) => k / sampling.sourceFrameRate);
      const steps = taken(times, sampling.frameRate, sampling.sourceFrameRate);
      const gaps = steps.filter((time, k) => k > 0 && isGap(sampling, steps[k - 1] ?? 0, time));
      expect(gaps).toEqual([]);
    }),
  );
});

test('finds every gap of two intervals and two frames more', () => {
  assert(
    property(rates, integer({ min: 1, max: 100 }), (sampling, at) => {
      const { frameRate, sourceFrameRate } = sampling;
      const missing = 2 / frameRate + 2 / sourceFrameRate;
      const times = Array.from(
        { length: 200 },
        (_, k) => k / sourceFrameRate + (k >= at ? missing : 0),
      );
      const steps = taken(times, frameRate, sourceFrameRate);
      const gaps = steps.filter((time, k) => k > 0 && isGap(sampling, steps[k - 1] ?? 0, time));
      expect(gaps).toHaveLength(1);
    }),
  );
});

test('takes every frame of a jittering source of the rate asked for', () => {
  assert(
    property(
      array(double({ min: -0.4, max: 0.4, noNaN: true }), { minLength: 50, maxLength: 50 }),
      (jitter) => {
        const times = jitter.map((shift, k) => Math.max(0, (k + shift) / 10));
        expect(taken(times, 10, 10)).toEqual(times);
      },
    ),
  );
});

test('finds one missing frame of a source of the rate asked for', () => {
  expect(isGap({ frameRate: 10, sourceFrameRate: 10 }, 0.3, 0.5)).toBe(true);
  expect(isGap({ frameRate: 10, sourceFrameRate: 10 }, 0.3, 0.4)).toBe(false);
});

test('moments on the borders of intervals, as ffmpeg may round them, are never in the same one', () => {
  const sampling = { frameRate: 5, sourceFrameRate: 25 };
  const borders = Array.from({ length: 500 }, (_, k) => (k + 0.9) / 5);
  const joined = borders.filter(
    (time, k) => k > 0 && isSameInterval(sampling, borders[k - 1]!, time),
  );
  expect(joined).toEqual([]);
  expect(isSameInterval(sampling, 0.3, 0.34)).toBe(true);
});

import { calibrate, type Observation } from '@presage/anomaly';
import { seededRandom } from '@presage/model';
import { expect, test } from 'vitest';
import { liftingMoment } from './lifting-moment.ts';

const grid = { width: 4, height: 3 };
const frameRate = 5;
/** Where the held-back part begins, in frames. */
const border = 1_000;

/** Errors of two minutes; `strange` frames err that many times as much. */
function observed(strange: readonly number[], times: number, count = 600): Observation[] {
  const random = seededRandom(2);
  return Array.from({ length: count }, (_, index) => ({
    errors: Float32Array.from({ length: 12 }, () => {
      const error = 0.01 * (0.5 + random() + random());
      return strange.includes(index) ? times * error : error;
    }),
    timestampUs: Math.round(((border + index) * 1e6) / frameRate),
    warmUp: false,
    discontinuous: index === 0,
  }));
}

function toldOf(observations: readonly Observation[]) {
  const calibration = calibrate(observations, { grid, frameRate });
  const seconds = Array.from({ length: border + 600 }, (_, index) => index / frameRate);
  const timeline = [{ path: '/v/monday.mp4', first: 0, seconds }];
  const options = { calibration, observations, timeline, frameRate, falseAlarmsPerDay: 1 };
  return liftingMoment(options);
}

const frames = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

test('footage without such a moment is not spoken of', () => {
  expect(toldOf(observed([], 1))).toEqual([]);
});

test('a single moment far above the rest is named with its time in the video', () => {
  const [warning, ...others] = toldOf(observed(frames(300, 310), 1_000));
  expect(others).toEqual([]);
  expect(warning?.code).toBe('one-moment-lifts-threshold');
  // Frames 1300 to 1310, and a second on either side.
  const part = /--leave-out monday\.mp4@(?<from>[\d.]+)-(?<to>[\d.]+)$/u.exec(warning!.message);
  expect(Number(part?.groups?.['from'])).toBeGreaterThan(257);
  expect(Number(part?.groups?.['from'])).toBeLessThan(260);
  expect(Number(part?.groups?.['to'])).toBeGreaterThan(262);
  expect(Number(part?.groups?.['to'])).toBeLessThan(265);
});

test('in seconds of footage none is spoken of', () => {
  expect(toldOf(observed(frames(40, 50), 1_000, 90))).toEqual([]);
});

test('what happens more than once is normal', () => {
  expect(
    toldOf(observed([...frames(100, 110), ...frames(300, 310), ...frames(500, 510)], 1_000)),
  ).toEqual([]);
});

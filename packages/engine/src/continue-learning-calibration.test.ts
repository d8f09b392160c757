import { expect, test } from 'vitest';
import { calibratedOnNew, notGiven } from './continue-learning-calibration.ts';

const record = (path: string) => ({
  path,
  bytes: 1,
  modified: '2026-01-01T00:00:00.000Z',
});

test('what a model learned from before and is not given again is told with what the threshold rests on', () => {
  const before = notGiven(
    [record('/a/monday.mp4'), record('/a/tuesday.mp4'), record('/a/monday.mp4')],
    [{ path: '/a/b/../tuesday.mp4' }],
  );
  expect(before).toEqual(['/a/monday.mp4']);
  const [warning] = calibratedOnNew(before, 8.2);
  expect(warning).toMatchObject({ code: 'calibrated-on-new' });
  expect(warning!.message).toMatch(/rests on 8 s held back .*\/a\/monday\.mp4/u);
});

test('nothing is told where all of it is given again', () => {
  expect(calibratedOnNew(notGiven([record('/a/x.mp4')], [{ path: '/a/x.mp4' }]), 8)).toEqual([]);
});

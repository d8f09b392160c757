import { expect, test } from 'vitest';
import { peaksOf } from './peaks-of.ts';

const levels = new Float64Array(60);
levels.set([6, 9, 6], 10);
levels.set([3, 3, 3], 40);
levels.set([1], 12 + 4);

test('the highest stretch comes first, and what is near it is part of it', () => {
  const peaks = peaksOf(levels, { runs: [60], frameRate: 2, most: 5 });
  expect(peaks.map(({ peak }) => peak)).toEqual([11, 40]);
  expect(peaks[0]).toMatchObject({ level: 7 });
  expect(peaks[0]!.first).toBeLessThanOrEqual(10);
  expect(peaks[0]!.last).toBeGreaterThanOrEqual(12);
});

test('a stretch ends at a break in time', () => {
  const peaks = peaksOf(levels, { runs: [11, 49], frameRate: 2, most: 1 });
  expect(peaks[0]!.first).toBe(11);
});

test('no more are given than wanted, and none where all is level', () => {
  expect(peaksOf(levels, { runs: [60], frameRate: 2, most: 1 })).toHaveLength(1);
  expect(peaksOf(new Float64Array(9), { runs: [9], frameRate: 2, most: 5 })).toEqual([]);
});

import { expect, it } from 'vitest';
import { createScoreTrack } from './score-track.ts';

it('stays within its capacity, in order, and keeps the highest score', () => {
  const track = createScoreTrack(16);
  for (let time = 0; time < 1000; time += 1)
    track.add({ time, score: time === 333 ? 50 : time % 7 });
  const points = track.until(1000);
  expect(points.length).toBeLessThanOrEqual(16);
  expect(points).toContainEqual({ time: 333, score: 50 });
  expect(points.map(({ time }) => time)).toEqual(
    points.map(({ time }) => time).toSorted((a, b) => a - b),
  );
});

it('gives the points up to a moment', () => {
  const track = createScoreTrack();
  for (const time of [1, 2, 3]) track.add({ time, score: time });
  expect(track.until(2).map(({ time }) => time)).toEqual([1, 2]);
});

import { expect, test } from 'vitest';
import { clipSpan } from './clip-span.ts';

const event = (start: number, end: number, peak = start) => ({
  start,
  end,
  peak: { time: peak, score: 9 },
});

test('shows five seconds before and after, as far as the video has them', () => {
  expect(clipSpan(event(20, 23), 60)).toEqual({ start: 15, end: 28 });
  expect(clipSpan(event(2, 58), 60)).toEqual({ start: 0, end: 60 });
  // A container that promises less than it holds.
  expect(clipSpan(event(2, 8), 7)).toEqual({ start: 0, end: 8 });
});

test('of a long event shows two minutes with its peak', () => {
  expect(clipSpan(event(100, 4000, 2000))).toEqual({ start: 1940, end: 2060 });
  expect(clipSpan(event(100, 4000, 110))).toEqual({ start: 95, end: 215 });
  expect(clipSpan(event(100, 4000, 3990))).toEqual({ start: 3885, end: 4005 });
});

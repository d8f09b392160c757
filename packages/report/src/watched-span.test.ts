import { expect, test } from 'vitest';
import { watchedSpan } from './watched-span.ts';

const upTo = (seconds: number) => [
  { timestampUs: seconds * 1e6, score: 1, threshold: 20, warmUp: false },
];

test('ends with the interval of the last scored frame', () => {
  expect(watchedSpan(upTo(2.92), { frameRate: 10, startSeconds: 1.04 })).toEqual({
    start: 1.04,
    end: 3,
  });
});

test('ends with the video', () => {
  expect(watchedSpan(upTo(79.4), { frameRate: 5, videoSeconds: 79.5 }).end).toBe(79.5);
});

test('does not end before the last scored frame, whatever the container promises', () => {
  expect(watchedSpan(upTo(79.4), { frameRate: 5, videoSeconds: 10 }).end).toBe(79.4);
});

test('has a length even where nothing was scored', () => {
  const { start, end } = watchedSpan([], { frameRate: 5, startSeconds: 3, videoSeconds: 3 });
  expect(end).toBeGreaterThan(start);
});

import { expect, test } from 'vitest';
import { alarmSpans } from './alarm-spans.ts';

const event = (start: number, end: number) => ({
  id: start,
  start,
  peak: { time: start, score: 1 },
  end,
});

test('each event is a span of its own while there are few', () => {
  expect(alarmSpans([event(1, 2), event(4, 5)], 2)).toEqual([
    { start: 1, end: 2 },
    { start: 4, end: 5 },
  ]);
  expect(alarmSpans([], 2)).toEqual([]);
});

test('the events nearest to each other become one where there are many', () => {
  expect(alarmSpans([event(1, 2), event(9, 10), event(11, 12), event(20, 21)], 3)).toEqual([
    { start: 1, end: 2 },
    { start: 9, end: 12 },
    { start: 20, end: 21 },
  ]);
});

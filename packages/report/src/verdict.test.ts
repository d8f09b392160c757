import { expect, test } from 'vitest';
import { verdict } from './verdict.ts';

const budget = { falseAlarmsPerDay: 1, threshold: 20 };
const span = { start: 0, end: 24.5 };
const points = [5, 9].map((score, i) => ({
  timestampUs: i * 1e6,
  score,
  threshold: 20,
  warmUp: false,
}));
const event = (start: number, score: number) => ({
  id: start,
  start,
  peak: { time: start + 1, score },
  end: start + 3,
});

test('nothing above the threshold is nothing unusual', () => {
  expect(verdict({ points, events: [], budget }, span)).toEqual({
    kind: 'quiet',
    headline: 'Nothing unusual in 24.5 s',
    detail: 'The highest score was 9; it alarms from 20 on.',
  });
});

test('one event is told by its times', () => {
  expect(verdict({ points, events: [event(10, 394)], budget }, span)).toEqual({
    kind: 'events',
    headline: '1 event in 24.5 s',
    detail: 'From 0:10.0 to 0:13.0, strongest at 0:11.0: 19.7 times the threshold.',
  });
});

test('of several events the strongest is told', () => {
  const { headline, detail } = verdict(
    { points, events: [event(2, 40), event(10, 394)], budget },
    span,
  );
  expect(headline).toBe('2 events in 24.5 s');
  expect(detail).toBe(
    'The strongest at 0:11.0: 19.7 times the threshold. Together they last 6.0 s.',
  );
});

test('a broken view is told before anything else', () => {
  const faults = [
    { fault: 'covered', start: 4, end: 6, advice: '' },
    { fault: 'out-of-focus', start: 20, advice: '' },
  ];
  expect(verdict({ points, events: [], budget, faults }, span)).toEqual({
    kind: 'broken-view',
    headline: 'The camera’s view was broken',
    detail:
      'For 6.5 s from 0:04.0 on (covered, out of focus), when nothing could alarm. Nothing else was unusual. The highest score was 9; it alarms from 20 on.',
  });
  expect(verdict({ points, events: [event(10, 394)], budget, faults }, span)).toMatchObject({
    kind: 'events',
    headline: '1 event in 24.5 s, and a broken view',
  });
});

test('scores of a broken view are none of what nothing else reached', () => {
  const faults = [{ fault: 'black', start: 0.5, end: 2, advice: '' }];
  const red = points.map((point) => ({ ...point, score: point.timestampUs > 0 ? 90 : 5 }));
  const { detail } = verdict({ points: red, events: [], budget, faults }, span);
  expect(detail).toContain('The highest score was 5; it alarms from 20 on.');
  const always = [{ fault: 'black', start: 0, advice: '' }];
  expect(verdict({ points: red, events: [], budget, faults: always }, span).detail).toBe(
    'For 24.5 s from 0:00.0 on (black), when nothing could alarm.',
  );
});

test('a score just below or at the threshold is told apart from it', () => {
  const detailOf = (top: number) =>
    verdict(
      {
        points: points.map((point) => ({ ...point, score: top })),
        events: [],
        budget: { ...budget, threshold: 6.2337 },
      },
      span,
    ).detail;
  expect(detailOf(6.21)).toBe('The highest score was 6.21; it alarms from 6.23 on.');
  expect(detailOf(6.2336)).toBe('The highest score was 6.2336; it alarms from 6.2337 on.');
  expect(detailOf(9)).toBe(
    'The highest score was 9, but never for long enough: it alarms where 6.2 is reached and kept up.',
  );
  expect(verdict({ points, events: [event(10, 20.1)], budget }, span).detail).toContain(
    'just above the threshold.',
  );
});

test('a video shorter than the warm-up is no quiet video', () => {
  const warm = points.map((point) => ({ ...point, warmUp: true }));
  expect(verdict({ points: warm, events: [], budget }, span).kind).toBe('nothing-scored');
});

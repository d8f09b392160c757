import { expect, test } from 'vitest';
import { eventTrack } from './event-track.ts';

const points = Array.from({ length: 100 }, (_, i) => ({
  timestampUs: i * 200_000,
  score: i === 30 ? Number.NaN : i >= 40 && i < 60 ? 50 : 3,
  threshold: 20,
  warmUp: false,
}));
const numbersOf = (text: string) =>
  /points="(?<all>[^"]*)"/u
    .exec(text)![1]!
    .split(' ')
    .map((pair) => pair.split(',').map(Number));

test('shows the event and five seconds before and after, without what is no number', () => {
  const event = { id: 1, start: 8, peak: { time: 9, score: 50 }, end: 11.8 };
  const drawn = numbersOf(eventTrack(event, { points, threshold: 20 }).text);
  expect(drawn).toHaveLength(69);
  expect(drawn.flat().every(Number.isFinite)).toBe(true);
  expect(drawn[0]![0]).toBe(0);
  expect(drawn.at(-1)![0]).toBe(320);
});

test('ends where the video does', () => {
  const event = { id: 1, start: 18, peak: { time: 19, score: 50 }, end: 19.8 };
  const drawn = numbersOf(eventTrack(event, { points, threshold: 20 }).text);
  expect(drawn.at(-1)![0]).toBe(320);
});

test('keeps the peak of an event too long to draw every frame of', () => {
  const long = Array.from({ length: 50_000 }, (_, i) => ({
    timestampUs: i * 200_000,
    score: i === 33_333 ? 900 : 30,
    threshold: 20,
    warmUp: false,
  }));
  const event = { id: 1, start: 0, peak: { time: 6666.6, score: 900 }, end: 9999.8 };
  const drawn = numbersOf(eventTrack(event, { points: long, threshold: 20 }).text);
  expect(drawn.length).toBeLessThanOrEqual(320);
  expect(Math.min(...drawn.map(([, y]) => y!))).toBeCloseTo(4, 0);
});

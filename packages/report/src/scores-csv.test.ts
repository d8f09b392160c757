import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvField, scoresCsv } from './scores-csv.ts';

const point = (seconds: number, score: number, warmUp = false) => ({
  timestampUs: seconds * 1e6,
  score,
  threshold: 20,
  warmUp,
});

test('a field is quoted only where it must be, and reads back the same', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const field = csvField(text);
      const quoted = /[",\r\n]/u.test(text);
      expect(field.startsWith('"') && field.endsWith('"') && field.length >= 2).toBe(quoted);
      expect(quoted ? field.slice(1, -1).replaceAll('""', '"') : field).toBe(text);
    }),
  );
});

test('marks warm-up, gaps, and alarm from the first to the last moment of each event', () => {
  const first = { ...point(0, 5, true), discontinuous: true };
  const points = [first, point(0.2, 30), point(0.4, 40), point(0.6, 4), point(0.8, 50)];
  const events = [
    { id: 1, start: 0.2, peak: { time: 0.4, score: 40 }, end: 0.4 },
    { id: 2, start: 0.8, peak: { time: 0.8, score: 50 }, end: 0.8 },
  ];
  expect(scoresCsv(points, events).split('\r\n')).toEqual([
    'time_s,score,threshold,warm_up,alarm,gap',
    '0.000000,5,20,1,0,1',
    '0.200000,30,20,0,1,0',
    '0.400000,40,20,0,1,0',
    '0.600000,4,20,0,0,0',
    '0.800000,50,20,0,1,0',
    '',
  ]);
});

test('leaves a field empty where a score is no number', () => {
  expect(scoresCsv([point(0, Number.NaN)], [])).toContain('0.000000,,20,0,0');
});

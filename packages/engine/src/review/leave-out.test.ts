import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { leaveOut } from './leave-out.ts';

const timeline = [
  { path: 'a/monday.mp4', first: 0, seconds: [0, 0.2, 0.4, 0.6, 0.8] },
  { path: 'a/tuesday.mp4', first: 5, seconds: [10, 10.2, 10.4] },
];
const spans = [
  { start: 0, length: 5 },
  { start: 5, length: 3 },
];

test('a span is cut where something is left out', () => {
  expect(leaveOut(spans, timeline, [{ video: 'monday.mp4', start: 0.2, end: 0.6 }])).toEqual([
    { start: 0, length: 1 },
    { start: 3, length: 2 },
    { start: 5, length: 3 },
  ]);
  expect(leaveOut(spans, timeline, [{ video: 'a/tuesday.mp4', start: 0, end: 99 }])).toEqual([
    { start: 0, length: 5 },
  ]);
  expect(leaveOut(spans, timeline, [])).toBe(spans);
});

test('every frame stays that no part covers, and no other', () => {
  const part = fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 3 }));
  fc.assert(
    fc.property(fc.array(part, { maxLength: 3 }), (parts) => {
      const asked = parts.map(([first, count]) => ({
        video: 'monday.mp4',
        start: Math.max(0, first / 5 - 0.01),
        end: (first + count) / 5 - 0.01,
      }));
      const left = leaveOut(spans, timeline, asked).flatMap(({ start, length }) =>
        Array.from({ length }, (_, index) => start + index),
      );
      const covered = new Set(
        parts.flatMap(([first, count]) =>
          Array.from({ length: count }, (_, at) => first + at).filter((at) => at < 5),
        ),
      );
      expect(left).toEqual([0, 1, 2, 3, 4, 5, 6, 7].filter((frame) => !covered.has(frame)));
    }),
  );
});

test.for([
  ['a video that is not there', { video: 'friday.mp4', start: 0, end: 1 }, 'leave-out-video'],
  ['no video where there are two', { start: 0, end: 1 }, 'leave-out-video'],
  ['a part behind its end', { video: 'monday.mp4', start: 1, end: 2 }, 'leave-out-range'],
  ['a part before it begins', { video: 'monday.mp4', start: -1, end: 0.5 }, 'leave-out-range'],
  ['a part that ends before', { video: 'monday.mp4', start: 0.5, end: 0.4 }, 'leave-out-range'],
] as const)('%s is refused', ([, part, code]) => {
  expect(() => leaveOut(spans, timeline, [part])).toThrow(
    expect.objectContaining({ code, name: 'InputError' }) as Error,
  );
});

test('a name that two videos have needs its path, and all footage cannot be left out', () => {
  const twins = timeline.map((each, index) => ({ ...each, path: `${index}/same.mp4` }));
  expect(() => leaveOut(spans, twins, [{ video: 'same.mp4', start: 0, end: 1 }])).toThrow(
    /0\/same/u,
  );
  const all = [0, 1].map((index) => ({ video: `${index}/same.mp4`, start: 0, end: 99 }));
  expect(() => leaveOut(spans, twins, all)).toThrow(
    expect.objectContaining({ code: 'leave-out-everything' }) as Error,
  );
  expect(leaveOut(spans, twins, all.slice(1))).toEqual([{ start: 0, length: 5 }]);
});

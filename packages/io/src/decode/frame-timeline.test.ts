import { expect, test } from 'vitest';
import { createFrameTimeline } from './frame-timeline.ts';

const sampling = { frameRate: 5, sourceFrameRate: 25 };
const at = (seconds: number | undefined, width = 320) => ({ seconds, width, height: 240 });

test('leaves out a second frame in an interval, as a new filter graph may give one', () => {
  const place = createFrameTimeline(sampling, 0);
  expect([at(0), at(0.2), at(0.24, 640), at(0.4, 640)].map(place)).toEqual([
    { seconds: 0, discontinuity: 'start' },
    { seconds: 0.2 },
    undefined,
    {
      seconds: 0.4,
      discontinuity: 'resolution',
      resized: { from: { width: 320, height: 240 }, to: { width: 640, height: 240 } },
    },
  ]);
});

test('leaves out a frame a little out of order', () => {
  const place = createFrameTimeline(sampling, 0);
  expect([at(0), at(0.4), at(0.2), at(0.6)].map((shown) => place(shown)?.seconds)).toEqual([
    0,
    0.4,
    undefined,
    0.6,
  ]);
});

test('joins on what follows where the clock is set back', () => {
  const place = createFrameTimeline(sampling, 0);
  const places = [at(10), at(10.2), at(0), at(0.2)].map(place);
  expect(places.map((one) => one?.discontinuity)).toEqual(['start', undefined, 'gap', undefined]);
  expect(places.map((one) => one?.seconds.toFixed(3))).toEqual([
    '10.000',
    '10.200',
    '10.400',
    '10.600',
  ]);
});

test('counts on where the source gives no time', () => {
  const place = createFrameTimeline(sampling, 3);
  expect([at(undefined), at(undefined)].map((shown) => place(shown)?.seconds)).toEqual([3, 3.2]);
});

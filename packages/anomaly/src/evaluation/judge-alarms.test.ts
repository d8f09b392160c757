import { expect, it } from 'vitest';
import { judgeAlarms, type AlarmClip, type AlarmEvent } from './judge-alarms.ts';

const event = (start: number, end: number, announced = start + 0.4): AlarmEvent => ({
  start,
  end,
  announced,
});
/** 100 s at 10 frames a second, abnormal from 20 to 30 s and from 60 to 61 s. */
const clip = (...events: AlarmEvent[]): AlarmClip => ({
  name: 'door',
  frames: 1000,
  frameRate: 10,
  abnormal: [
    { first: 201, last: 300 },
    { first: 601, last: 610 },
  ],
  events,
});

it('an event is false where it overlaps nothing abnormal', () => {
  const judged = judgeAlarms([clip(event(1, 2), event(19, 20), event(29, 35), event(30, 31))]);
  expect(judged).toMatchObject({ events: 4, falseAlarms: 2, normalSeconds: 89 });
  expect(judged.falseAlarmsPerHour).toBeCloseTo((2 * 3600) / 89, 9);
  const [low, high] = judged.falseAlarmsPerHourInterval ?? [];
  expect(low).toBeCloseTo((0.2422 * 3600) / 89, 1);
  expect(high).toBeCloseTo((7.2247 * 3600) / 89, 1);
});

it('the delay runs from the start of a range to the first word of an event in it', () => {
  const judged = judgeAlarms([clip(event(22, 23, 22.5), event(25, 26, 25.4), event(61.5, 63))]);
  expect(judged).toMatchObject({ ranges: 2, missed: 1, delays: [2.5], medianDelaySeconds: 2.5 });
  const early = judgeAlarms([clip(event(18, 21, 18.4), event(60, 61, 60.5))]);
  expect(early).toMatchObject({ missed: 0, delays: [0, 0.5], medianDelaySeconds: 0.25 });
});

it('one event that lasts over two ranges finds both', () => {
  const judged = judgeAlarms([clip(event(22, 70, 22.4))]);
  expect(judged).toMatchObject({ missed: 0, falseAlarms: 0, delays: [expect.closeTo(2.4), 0] });
});

it('an event that never ends finds all and is never false: how long it stood while all was normal says so', () => {
  const judged = judgeAlarms([clip(event(1, 99.9))]);
  expect(judged).toMatchObject({ missed: 0, falseAlarms: 0 });
  // 98.9 s, less 11 s of ranges.
  expect(judged.alarmedNormalSeconds).toBeCloseTo(87.9, 9);
  expect(judgeAlarms([clip(event(20, 30))]).alarmedNormalSeconds).toBe(0);
});

it('without normal footage there is no rate, and without anything found no delay', () => {
  const judged = judgeAlarms([{ ...clip(), abnormal: [{ first: 1, last: 1000 }] }]);
  expect(judged).toMatchObject({ normalSeconds: 0, ranges: 1, missed: 1, delays: [] });
  expect(judged).not.toHaveProperty('falseAlarmsPerHour');
  expect(judged).not.toHaveProperty('medianDelaySeconds');
});

it('tells each clip, and adds them up', () => {
  const judged = judgeAlarms([clip(event(1, 2)), clip(event(20, 21, 20.4)), clip()]);
  expect(judged).toMatchObject({ events: 2, falseAlarms: 1, normalSeconds: 267, missed: 5 });
  expect(judged.clips.map(({ falseAlarms, missed }) => [falseAlarms, missed])).toEqual([
    [1, 2],
    [0, 1],
    [0, 2],
  ]);
});

import { expect, test } from 'vitest';
import { createShowInfoReader } from './show-info.ts';

const name = 'showinfo@one';
const frame = (pts: string, size = '320x240') =>
  `[${name} @ 0x55] n:   7 pts: ${pts} pts_time:0.2 pos: 1 fmt:yuv420p sar:1/1 s:${size} i:P iskey:0`;

test('gives exact times in the time base last told', () => {
  const read = createShowInfoReader(name);
  expect(read(`[${name} @ 0x55] config in time_base: 1/90000, frame_rate: 25/1`)).toBeNull();
  expect(read(frame(' 18000'))).toEqual({ seconds: 0.2, width: 320, height: 240 });
  expect(read(`[${name} @ 0x66] config in time_base: 1/10, frame_rate: 25/1`)).toBeNull();
  expect(read(frame('     3', '640x360'))).toEqual({ seconds: 0.3, width: 640, height: 360 });
});

test('finds a frame behind the half line of another thread', () => {
  const read = createShowInfoReader(name);
  read(`[${name} @ 0x55] config in time_base: 1/10, frame_rate: 25/1`);
  expect(read(`[h264 @ 0x1] error while ${frame('2')}`)?.seconds).toBe(0.2);
});

test('takes no other line for a frame, and knows one without a time', () => {
  const read = createShowInfoReader(name);
  expect(read('    title : [showinfo@two @ 0x1] n: 0 pts: 7 pts_time:1 s:1x1 i:P')).toBeUndefined();
  expect(read(`[${name} @ 0x55]   side data - User Data`)).toBeNull();
  expect(read(frame('NOPTS'))).toEqual({ seconds: undefined, width: 320, height: 240 });
});

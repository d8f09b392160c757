import { expect, test } from 'vitest';
import { createTimeLeft } from './time-left.ts';

test('goes by the time taken so far, once there is enough of it', () => {
  let nowMs = 5_000;
  const left = createTimeLeft({ now: () => nowMs });
  nowMs += 999;
  expect(left(0.5)).toBeUndefined();
  nowMs += 9_001;
  expect(left(0.005)).toBeUndefined();
  expect(left(0.25)).toBe(30);
  expect(left(1)).toBe(0);
});

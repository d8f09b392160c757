import { expect, test } from 'vitest';
import { planInjection } from './injection.ts';

const seconds = 24.5;
const plans = Array.from({ length: 200 }, (_, seed) => planInjection(seed, seconds));

test('lasts 3 s, inside the video and away from its ends', () => {
  for (const { start, end } of plans) {
    expect(start).toBeGreaterThanOrEqual(3);
    expect(end).toBeLessThanOrEqual(seconds - 3 + 1e-9);
    expect(end - start).toBeCloseTo(3, 9);
  }
});

test('begins with a frame of the clip', () => {
  for (const { start } of plans) expect(start * 10).toBeCloseTo(Math.round(start * 10), 9);
});

test('the same seed gives the same, another one another', () => {
  expect(planInjection(7, seconds)).toEqual(planInjection(7, seconds));
  expect(new Set(plans.map(({ start }) => start)).size).toBeGreaterThan(50);
  expect(new Set(plans.map(({ direction }) => direction)).size).toBe(2);
});

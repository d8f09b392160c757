import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { gainOf, stepCost } from './run-cost.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** A run that takes these milliseconds, one after the other, the last of them from then on. */
function taking(...times: number[]) {
  let calls = 0;
  return {
    run: async () => {
      vi.advanceTimersByTime(times[Math.min(calls, times.length - 1)]!);
      calls += 1;
    },
    calls: () => calls,
  };
}

test('the gain is what two steps cost less in one run than in two; the first run does not count', async () => {
  const [shared, alone] = [taking(500, 15), taking(10)];
  expect(await gainOf(shared.run, alone.run)).toBeCloseTo(0.25, 10);
  expect([shared.calls(), alone.calls()]).toEqual([4, 6]);
});

test('after two runs without a gain no more are taken', async () => {
  const [shared, alone] = [taking(20), taking(10)];
  expect(await gainOf(shared.run, alone.run)).toBe(0);
  expect([shared.calls(), alone.calls()]).toEqual([3, 4]);
});

test('one run that was held up does not decide', async () => {
  const [shared, alone] = [taking(10, 12, 90, 12), taking(10)];
  expect(await gainOf(shared.run, alone.run)).toBeCloseTo(0.4, 10);
});

test('short runs are measured more often', async () => {
  const [shared, alone] = [taking(0.5), taking(0.5)];
  expect(await gainOf(shared.run, alone.run)).toBeCloseTo(0.5, 10);
  // Seven turns of 1.5 ms are the first to come to 10.
  expect([shared.calls(), alone.calls()]).toEqual([8, 14]);
});

test('a step costs its share of a run', () => {
  expect(stepCost({ streams: 4, steps: 1, runMs: 10 })).toBe(2.5);
  expect(stepCost({ streams: 1, steps: 5, runMs: 10 })).toBe(2);
});

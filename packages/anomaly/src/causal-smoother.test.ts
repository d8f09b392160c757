import { expect, it } from 'vitest';
import { createCausalSmoother } from './causal-smoother.ts';

it('goes 63 % of a step within its time constant, however the time is cut', () => {
  for (const steps of [1, 5, 50]) {
    const smoother = createCausalSmoother(0.5);
    smoother.next(0, 0);
    let last = 0;
    for (let step = 1; step <= steps; step += 1) last = smoother.next(1, (step / steps) * 500_000);
    expect(last).toBeCloseTo(1 - Math.exp(-1), 12);
  }
});

it('starts from the first value after a restart', () => {
  const smoother = createCausalSmoother(10);
  smoother.next(100, 0);
  smoother.restart();
  expect(smoother.next(3, 200_000)).toBe(3);
});

it('passes values through with a time constant of 0', () => {
  const smoother = createCausalSmoother(0);
  expect([5, 1, 7].map((value, index) => smoother.next(value, index))).toEqual([5, 1, 7]);
});

import { expect, it } from 'vitest';
import { holdSamples } from './hold-samples.ts';

it('holds each sample until the next', () => {
  const samples = [
    { frame: 0, value: 'a' },
    { frame: 2, value: 'b' },
    { frame: 5, value: 'c' },
  ];
  expect(holdSamples(samples, 7).join('')).toBe('aabbbcc');
});

it('gives frames before the first sample its value, and leaves samples after the end out', () => {
  const samples = [
    { frame: 1, value: 'a' },
    { frame: 9, value: 'b' },
  ];
  expect(holdSamples(samples, 3).join('')).toBe('aaa');
  expect(holdSamples([], 3)).toEqual([]);
});

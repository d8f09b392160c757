import { expect, test } from 'vitest';
import { gpuTable } from './gpu-table.ts';
import { figuresOf } from './measure-streams.ts';

test('figures are steps in the time they took together, and half and nearly all of the runs', () => {
  const times = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(figuresOf(times, 2000)).toEqual({ stepsPerSecond: 50, p50: 51, p99: 100 });
});

test('a row says how near it is to PyTorch, and to what the device does at most', () => {
  const table = gpuTable(
    [
      {
        network: 'net',
        batch: 2,
        own: { stepsPerSecond: 1000, p50: 2, p99: 3, inFullRuns: 0.99 },
        pytorch: { stepsPerSecond: 500, p50: 4, p99: 5 },
        cost: { operations: 1e6, bytes: 1e6 },
      },
      {
        network: 'net',
        batch: 4,
        own: { stepsPerSecond: 10, p50: 2, p99: 3, inFullRuns: 1 },
        cost: { operations: 1e6, bytes: 1e6 },
      },
    ],
    { copyGigabytes: 10, gigaflops: 4 },
  );
  const [, , first, second] = table.split('\n');
  expect(first).toBe('| net | 2 | 1000 | 2 | 3 | 99 % | 500 | 2 × | 1 | 10 % | 1 | 25 % |');
  expect(second).toBe('| net | 4 | 10 | 2 | 3 | 100 % | – | – | 0.01 | 0.1 % | 0.01 | 0.25 % |');
});

import { expect, test } from 'vitest';
import { channelsLast } from './channels-last.ts';

test('what each place has in its channels comes together', () => {
  // Two channels over three places.
  expect([...channelsLast(Float32Array.of(1, 2, 3, 10, 20, 30), 2)]).toEqual([1, 10, 2, 20, 3, 30]);
});

import type { Zones } from '@presage/anomaly';
import { expect, test } from 'vitest';
import { masksEverything } from './masks-everything.ts';

const box = (name: string, left: number, right: number): Zones['masks'][number] => ({
  name,
  polygon: [
    [left, 0],
    [right, 0],
    [right, 1],
    [left, 1],
  ],
});
const drawn = (...masks: Zones['masks']): Zones => ({ version: 1, masks, zones: [] });

test('tells masks that together leave nothing of the picture', () => {
  expect(masksEverything(drawn(box('left', 0, 0.5), box('right', 0.5, 1)))).toBe(true);
  expect(masksEverything(drawn(box('left', 0, 0.5)))).toBe(false);
  expect(masksEverything(drawn())).toBe(false);
  expect(masksEverything({ ...drawn(), zones: [box('all', 0, 1)] })).toBe(false);
});

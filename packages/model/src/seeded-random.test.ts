import { expect, test } from 'vitest';
import { seededRandom } from './seeded-random.ts';

test('a seed gives the numbers that mulberry32 gives', () => {
  const random = seededRandom(42);
  expect([random(), random(), random()]).toEqual([
    0.6011037519201636, 0.44829055899754167, 0.8524657934904099,
  ]);
});

test('numbers fill [0, 1) evenly', () => {
  const random = seededRandom(7);
  const counts = Array.from({ length: 10 }, () => 0);
  for (let index = 0; index < 10_000; index += 1) counts[Math.floor(10 * random())]! += 1;
  expect(counts).toHaveLength(10);
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

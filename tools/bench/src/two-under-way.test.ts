import { expect, test } from 'vitest';
import { twoUnderWay } from './two-under-way.ts';

test('steps begin in order, two at most at a time, and all are waited for', async () => {
  const begun: number[] = [];
  let underWay = 0;
  let most = 0;
  let ended = 0;
  await twoUnderWay([1, 2, 3, 4, 5], async (input) => {
    begun.push(input);
    underWay += 1;
    most = Math.max(most, underWay);
    await Promise.resolve();
    underWay -= 1;
    ended += 1;
  });
  expect({ begun, most, ended }).toEqual({ begun: [1, 2, 3, 4, 5], most: 2, ended: 5 });
});

test('a step that fails is told', async () => {
  const inputs = [Promise.resolve(), Promise.reject(new Error('no more')), Promise.resolve()];
  await expect(twoUnderWay(inputs, (input) => input)).rejects.toThrow('no more');
});

import { expect, test } from 'vitest';
import { interleave, medianRatio } from './interleave.ts';

const { signal } = new AbortController();

test('contenders take turns, and the first turns do not count', async () => {
  const turns: string[] = [];
  const contender = (name: string) => () => Promise.resolve(turns.push(name));
  const taken = await interleave({ a: contender('a'), b: contender('b') }, { rounds: 2, signal });
  expect(turns).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
  expect(taken).toEqual({ a: [3, 5], b: [4, 6] });
});

test('an abort ends the turns with its reason', async () => {
  const controller = new AbortController();
  const turns = interleave(
    {
      a() {
        controller.abort(new Error('enough'));
        return Promise.resolve(1);
      },
    },
    { rounds: 5, signal: controller.signal },
  );
  await expect(turns).rejects.toThrow('enough');
});

test('the ratio is taken within each round, against the slowest reference', () => {
  expect(medianRatio([2, 8, 9], [1, 2, 3], [2, 1, 1])).toBe(3);
});

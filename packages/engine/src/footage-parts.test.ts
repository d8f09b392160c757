import { InputError } from '@presage/core';
import { array, assert, integer, pre, property } from 'fast-check';
import { expect, test } from 'vitest';
import { divideFootage } from './footage-parts.ts';

const rest = { windowFrames: 9, warmUpFrames: 5, frameRate: 5 };

test('holds back the end of every span', () => {
  const { training, heldBack } = divideFootage({ spans: [{ start: 0, length: 275 }], ...rest });
  expect(training).toEqual([{ start: 0, length: 201 }]);
  expect(heldBack).toEqual([{ start: 201, length: 74 }]);
});

test('warms up on what is before, so that all that was held back is judged', () => {
  const { shown } = divideFootage({ spans: [{ start: 0, length: 275 }], ...rest });
  expect(shown).toEqual([{ start: 196, length: 79 }]);
});

test('warms up on no more than there is before', () => {
  const { shown } = divideFootage({ spans: [{ start: 7, length: 31 }], ...rest, warmUpFrames: 12 });
  expect(shown).toEqual([{ start: 7, length: 31 }]);
});

test('leaves enough of the shortest usable span to learn from and to judge', () => {
  const { training, heldBack } = divideFootage({ spans: [{ start: 7, length: 24 }], ...rest });
  expect(training).toEqual([{ start: 7, length: 9 }]);
  expect(heldBack).toEqual([{ start: 16, length: 15 }]);
});

const divide = () => divideFootage({ spans: [{ start: 0, length: 20 }], ...rest });

test('says how much was there and how much is needed', () => {
  expect(divide).toThrow(InputError);
  expect(divide).toThrow(/at least 4\.8 s .* got 4\.0 s/u);
  expect(() => divideFootage({ spans: [], ...rest })).toThrow(/got 0\.0 s/u);
});

test('training and held-back frames never meet, and together are the usable spans', () => {
  const lengths = array(integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 });
  assert(
    property(lengths, (all) => {
      let next = 0;
      const spans = all.map((length) => {
        const start = next;
        next += length;
        return { start, length };
      });
      pre(all.some((length) => length >= 24));
      const { training, heldBack } = divideFootage({ spans, ...rest });
      const framesOf = (parts: typeof training) =>
        parts.flatMap(({ start, length }) => Array.from({ length }, (_, index) => start + index));
      const together = [...framesOf(training), ...framesOf(heldBack)].toSorted((a, b) => a - b);
      expect(together).toEqual(framesOf(spans.filter(({ length }) => length >= 24)));
      for (const { length } of training) expect(length).toBeGreaterThanOrEqual(9);
    }),
  );
});

import { array, assert, double, property, tuple } from 'fast-check';
import { expect, it } from 'vitest';
import { addToMoments, emptyMoments, mergeMoments } from './moments.ts';

const value = double({ min: -1e3, max: 1e3, noNaN: true });
const footage = array(tuple(value, value), { minLength: 1, maxLength: 30 });
const momentsOf = (frames: readonly (readonly number[])[]) =>
  frames.reduce((moments, errors) => addToMoments(moments, errors), emptyMoments(2));

it('equals the mean and the squared deviations worked out from all frames at once', () => {
  assert(
    property(footage, (frames) => {
      const moments = momentsOf(frames);
      expect(moments.count).toBe(frames.length);
      [0, 1].forEach((place) => {
        const mean = frames.reduce((sum, errors) => sum + errors[place]!, 0) / frames.length;
        const squares = frames.reduce((sum, errors) => sum + (errors[place]! - mean) ** 2, 0);
        expect(moments.mean[place]).toBeCloseTo(mean, 6);
        expect(moments.squares[place]).toBeCloseTo(squares, 3);
      });
    }),
    { seed: 1 },
  );
});

it('merges two stretches as if they had been one', () => {
  assert(
    property(footage, footage, (before, after) => {
      const merged = mergeMoments(momentsOf(before), momentsOf(after));
      const whole = momentsOf([...before, ...after]);
      expect(merged.count).toBe(whole.count);
      merged.mean.forEach((mean, place) => expect(mean).toBeCloseTo(whole.mean[place]!, 6));
      merged.squares.forEach((squares, place) =>
        expect(squares).toBeCloseTo(whole.squares[place]!, 3),
      );
    }),
    { seed: 1 },
  );
});

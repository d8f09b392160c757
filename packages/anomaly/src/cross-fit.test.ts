import { assert, constantFrom, nat, property } from 'fast-check';
import { expect, it } from 'vitest';
import { normalFootage } from '../test/normal-footage.ts';
import { crossFit, type CrossFitOptions } from './cross-fit.ts';
import { crossFittedScores } from './cross-fitted-scores.ts';
import { defaultScoring } from './scoring.ts';

const options: CrossFitOptions = {
  places: { grid: { width: 4, height: 3 } },
  frameRate: 5,
  components: ['logError', 'density'],
};
const footage = normalFootage({ seed: 4, frames: 60, channels: 2, grid: options.places.grid });
const fit = crossFit(footage, options);
const frameNumber = nat(footage.length - 1);

it('takes nothing for a block from the block itself', () => {
  assert(
    property(frameNumber, constantFrom('errors', 'features'), (changed, what) => {
      const other = footage.map((frame, index) =>
        index === changed
          ? { ...frame, [what]: Float32Array.from(frame[what]!, (value) => 2 * value + 1) }
          : frame,
      );
      const refitted = crossFit(other, options);
      const block = fit.blocks[changed]!;
      expect(refitted.without[block]).toEqual(fit.without[block]);
      expect(refitted.without[(block + 1) % 5]).not.toEqual(fit.without[(block + 1) % 5]);
      expect(refitted.whole).not.toEqual(fit.whole);
    }),
    { seed: 1, numRuns: 20 },
  );
});

it('scores a frame that changes otherwise, and no other of its block', () => {
  // No smoothing, so that frames do not touch.
  const scoring = { ...defaultScoring, smoothingSeconds: 0 };
  const louder = footage.map((frame, index) =>
    index === 57
      ? { ...frame, errors: Float32Array.from(frame.errors, (error) => 2 * error) }
      : frame,
  );
  const before = crossFittedScores(footage, fit, { scoring });
  const after = crossFittedScores(louder, crossFit(louder, options), { scoring });
  const moved = after.flatMap(({ score }, index) =>
    score === before[index]!.score ? [] : [index],
  );
  expect(moved.filter((index) => index >= 48)).toEqual([57]);
  expect(moved.some((index) => index < 48)).toBe(true);
});

it('keeps what was seen at one time together, in however many streams it came', () => {
  const twice = [
    ...footage,
    ...footage.map((frame) => ({ ...frame, timestampUs: frame.timestampUs + 40_000 })),
  ];
  const { blocks } = crossFit(twice, options);
  expect(blocks.subarray(60)).toEqual(blocks.subarray(0, 60));
  expect([...new Set(blocks)]).toEqual([0, 1, 2, 3, 4]);
});

import { assert, pre, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalFootage } from '../test/normal-footage.ts';
import { calibrate } from './calibrate.ts';
import type { Calibration } from './calibration.ts';
import type { Observation } from './observation.ts';
import { createScorer } from './scorer.ts';

const grid = { width: 8, height: 6 };
const calibration = calibrate(normalFootage({ seed: 1, frames: 200, channels: 2 }), {
  grid,
  frameRate: 5,
});
const onErrors = calibrate(normalFootage({ seed: 1, frames: 200 }), { grid, frameRate: 5 });
const scoresOf = (footage: readonly Observation[], normal: Calibration = onErrors) =>
  footage.map(createScorer(normal));

const doubled = (footage: readonly Observation[]) =>
  footage.map((frame) => ({
    ...frame,
    errors: Array.from(frame.errors, (error) => 2 * error),
  }));

const frameAt = (
  errors: Float32Array,
  at: number,
  rest: Partial<Observation> = {},
): Observation => ({
  errors,
  timestampUs: at * 200_000,
  warmUp: false,
  discontinuous: false,
  ...rest,
});

const unsmoothed = { ...calibration.scoring, smoothingSeconds: 0 };

describe('createScorer', () => {
  it('gives a prefix of the footage the prefix of its scores: nothing looks ahead', () => {
    const footage = normalFootage({ seed: 2, frames: 60 });
    const whole = scoresOf(footage);
    for (const length of [1, 17, 59]) {
      expect(scoresOf(footage.slice(0, length))).toEqual(whole.slice(0, length));
    }
  });

  it('does not change with the unit of the errors', () => {
    const options = { grid, frameRate: 5, scoring: { components: ['error' as const] } };
    const seen = normalFootage({ seed: 1, frames: 200 });
    const later = normalFootage({ seed: 2, frames: 30 });
    const before = scoresOf(later, calibrate(seen, options));
    scoresOf(doubled(later), calibrate(doubled(seen), options)).forEach(({ score }, index) => {
      expect(score).toBeCloseTo(before[index]!.score, 4);
    });
  });

  it('scores no frame higher for a mask, and none of its places', () => {
    const later = normalFootage({ seed: 2, frames: 40, channels: 2 });
    const plain = later.map(createScorer({ ...calibration, scoring: unsmoothed }));
    assert(
      property(uint8Array({ minLength: 48, maxLength: 48, max: 1 }), (mask) => {
        pre(mask.filter((left) => left === 0).length >= 5);
        const masked = later.map(createScorer({ ...calibration, scoring: unsmoothed }, { mask }));
        masked.forEach(({ score, heatmap }, index) => {
          expect(score).toBeLessThanOrEqual(plain[index]!.score + 1e-6);
          expect(heatmap).toEqual(plain[index]!.heatmap.map((v, at) => (mask[at] === 1 ? 0 : v)));
        });
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it('says what is missing where the calibration counts on features', () => {
    expect(() => createScorer(calibration)(frameAt(new Float32Array(48), 0))).toThrow(
      /"features" with 2 values a place.*it gave none/u,
    );
  });

  it('starts over at a discontinuity, and when the warm-up ends', () => {
    const [quiet, loud] = [0.001, 1].map((error) => new Float32Array(48).fill(error));
    const [alone] = scoresOf([frameAt(quiet!, 5, { discontinuous: true })]);
    const jumped = scoresOf([
      frameAt(loud!, 0, { discontinuous: true }),
      frameAt(quiet!, 5, { discontinuous: true }),
    ]);
    const warmed = scoresOf([
      frameAt(loud!, 0, { discontinuous: true, warmUp: true }),
      frameAt(quiet!, 1),
    ]);
    expect(jumped[1]!.score).toBe(alone!.score);
    expect(warmed[1]!.score).toBe(alone!.score);
  });
});

import { describe, expect, it } from 'vitest';
import { normalFootage } from '../test/normal-footage.ts';
import { calibrate } from './calibrate.ts';
import type { Observation } from './observation.ts';
import { createScorer } from './scorer.ts';

const grid = { width: 8, height: 6 };
const { statistics, scoring } = calibrate(normalFootage({ seed: 1, frames: 200 }), {
  grid,
  frameRate: 5,
});
const scoresOf = (footage: readonly Observation[], normal = statistics) =>
  footage.map(createScorer(normal, scoring));

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

describe('createScorer', () => {
  it('gives a prefix of the footage the prefix of its scores: nothing looks ahead', () => {
    const footage = normalFootage({ seed: 2, frames: 60 });
    const whole = scoresOf(footage);
    for (const length of [1, 17, 59]) {
      expect(scoresOf(footage.slice(0, length))).toEqual(whole.slice(0, length));
    }
  });

  it('does not change with the unit of the errors', () => {
    const footage = normalFootage({ seed: 2, frames: 30 });
    const doubled = footage.map((frame) => ({
      ...frame,
      errors: Array.from(frame.errors, (error) => 2 * error),
    }));
    const normal = {
      mean: statistics.mean.map((value) => 2 * value),
      deviation: statistics.deviation.map((value) => 2 * value),
    };
    scoresOf(doubled, normal).forEach(({ score }, index) => {
      expect(score).toBeCloseTo(scoresOf(footage)[index]!.score, 4);
    });
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

import { describe, expect, it } from 'vitest';
import { normalFootage } from '../test/normal-footage.ts';
import { addToMoments, emptyMoments } from './moments.ts';
import { normalStatisticsFrom } from './normal-statistics.ts';
import type { Observation } from './observation.ts';

const grid = { width: 8, height: 6 };
const options = { places: { grid }, frameRate: 5, leastDeviation: 1e-6 };
const statisticsOf = (footage: readonly Observation[]) =>
  normalStatisticsFrom(
    footage.reduce((moments, { errors }) => addToMoments(moments, errors), emptyMoments(48)),
    options,
  );

/** Noise everywhere, and something big that only ever moves in the left half. */
const leftHalf = (frames: number): Observation[] =>
  normalFootage({ seed: 3, frames }).map(({ errors, ...rest }) => ({
    ...rest,
    errors: Float32Array.from(errors, (error, place) =>
      place % 8 < 4 ? error : Math.min(error, 0.0015),
    ),
  }));

describe('normalStatisticsFrom', () => {
  it('expects in a place where nothing moved what its surroundings saw', () => {
    const { mean, deviation } = statisticsOf(leftHalf(75));
    // Somebody walks there for the first time.
    const own = leftHalf(75).map(({ errors }) => errors[6]!);
    const ownMean = own.reduce((sum, error) => sum + error, 0) / own.length;
    const ownVariance = own.reduce((sum, error) => sum + (error - ownMean) ** 2, 0) / own.length;
    const raw = (0.03 - ownMean) / Math.sqrt(ownVariance);
    const shrunk = (0.03 - mean[6]!) / deviation[6]!;
    expect(raw).toBeGreaterThan(90);
    expect(shrunk).toBeLessThan(raw / 3);
    expect(shrunk).toBeGreaterThan(3);
  });

  it('lets a place stand on its own with more footage', () => {
    const short = statisticsOf(leftHalf(75));
    const long = statisticsOf(leftHalf(7500));
    expect(long.deviation[6]!).toBeLessThan(short.deviation[6]! / 2);
    expect(long.deviation[6]!).toBeLessThan(long.deviation[1]! / 4);
  });

  it('gives places of a still picture a deviation above 0', () => {
    const still = leftHalf(20).map((frame) => ({ ...frame, errors: new Float32Array(48) }));
    const { mean, deviation } = statisticsOf(still);
    expect(Math.max(...mean)).toBe(0);
    expect(Math.min(...deviation)).toBeGreaterThan(0);
  });

  it('takes nothing from places that are left out', () => {
    const mask = new Uint8Array(48).fill(1, 0, 4);
    const of = (left: number) => {
      const footage = leftHalf(75).map((frame) => ({
        ...frame,
        errors: Float32Array.from(frame.errors, (error, place) => (place < 4 ? left : error)),
      }));
      const moments = footage.reduce(
        (seen, { errors }) => addToMoments(seen, errors),
        emptyMoments(48),
      );
      const { mean, deviation } = normalStatisticsFrom(moments, {
        ...options,
        places: { grid, mask },
      });
      return [mean.slice(4), deviation.slice(4)];
    };
    expect(of(1e6)).toEqual(of(0));
  });

  it('leaves places that are all alike as they are', () => {
    const alike = Array.from({ length: 50 }, (_, index) => new Float32Array(48).fill(index % 2));
    const moments = alike.reduce((seen, errors) => addToMoments(seen, errors), emptyMoments(48));
    const { mean, deviation } = normalStatisticsFrom(moments, options);
    mean.forEach((value) => expect(value).toBeCloseTo(0.5, 12));
    deviation.forEach((value) => expect(value).toBeCloseTo(0.5, 12));
  });
});

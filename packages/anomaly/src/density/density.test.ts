import { array, assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../test/seeded-random.ts';
import { packNumbers, unpackNumbers } from '../packed-numbers.ts';
import { createFeatureDistance } from './feature-distance.ts';
import { featureDensityFrom } from './feature-density.ts';
import {
  addToFeatureMoments,
  emptyFeatureMoments,
  mergeFeatureMoments,
  triangleSize,
} from './feature-moments.ts';
import { whiteningOf } from './whitening.ts';

const grid = { width: 3, height: 2 };
const places = 6;
const channels = 3;

/** Features of a frame: three that hang together, each place at a height of its own. */
function featuresOf(random: () => number): Float32Array {
  const features = new Float32Array(channels * places);
  for (let place = 0; place < places; place += 1) {
    const shared = random() - 0.5;
    for (let channel = 0; channel < channels; channel += 1) {
      features[channel * places + place] = place + channel * shared + 0.2 * (random() - 0.5);
    }
  }
  return features;
}

const twice = (frame: Float32Array) => frame.map((value) => 2 * value);
/** Channels in another order. */
const turned = (frame: Float32Array) => frame.map((_, at) => frame[(at + places) % frame.length]!);

const framesOf = (seed: number, frames: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: frames }, () => featuresOf(random));
};

function momentsOf(frames: readonly Float32Array[]) {
  const moments = emptyFeatureMoments(places, channels);
  for (const features of frames) addToFeatureMoments(moments, features);
  return moments;
}

const densityOf = (frames: readonly Float32Array[]) =>
  featureDensityFrom(momentsOf(frames), { places: { grid }, frameRate: 5 });

const distancesOf = (frames: readonly Float32Array[], later: Float32Array) => [
  ...createFeatureDistance(densityOf(frames))(later),
];

describe('feature moments', () => {
  it('are those worked out from all frames at once, however they are merged', () => {
    const frames = framesOf(1, 12);
    assert(
      property(integer({ min: 0, max: 12 }), (cut) => {
        const { count, mean, scatter } = mergeFeatureMoments([
          momentsOf(frames.slice(0, cut)),
          momentsOf(frames.slice(cut)),
        ]);
        expect(count).toBe(12);
        for (let place = 0; place < places; place += 1) {
          const at = (frame: Float32Array, channel: number) => frame[channel * places + place]!;
          const means = [0, 1, 2].map(
            (channel) => frames.reduce((sum, frame) => sum + at(frame, channel), 0) / 12,
          );
          means.forEach((value, channel) =>
            expect(mean[place * channels + channel]).toBeCloseTo(value, 5),
          );
          const wanted = [0, 1, 2].flatMap((row) =>
            Array.from({ length: row + 1 }, (_, column) =>
              frames.reduce(
                (sum, frame) =>
                  sum + (at(frame, row) - means[row]!) * (at(frame, column) - means[column]!),
                0,
              ),
            ),
          );
          const found = scatter.subarray(place * 6, (place + 1) * 6);
          wanted.forEach((value, index) => expect(found[index]).toBeCloseTo(value, 5));
        }
      }),
      { seed: 1, numRuns: 13 },
    );
  });
});

describe('whitening', () => {
  const entry = double({ min: -2, max: 2, noNaN: true });

  it('makes a covariance one of independent parts of size 1', () => {
    assert(
      property(array(entry, { minLength: 16, maxLength: 16 }), (entries) => {
        // A Aᵀ + I is a covariance, whatever A.
        const product = (row: number, column: number) =>
          [0, 1, 2, 3].reduce((s, k) => s + entries[row * 4 + k]! * entries[column * 4 + k]!, 0) +
          (row === column ? 1 : 0);
        const covariance = Float64Array.from(
          [0, 1, 2, 3].flatMap((row) =>
            Array.from({ length: row + 1 }, (_, column) => product(row, column)),
          ),
        );
        const whitening = whiteningOf(covariance, 4);
        const w = (row: number, column: number) =>
          column > row ? 0 : whitening[triangleSize(row) + column]!;
        for (let row = 0; row < 4; row += 1) {
          for (let column = 0; column < 4; column += 1) {
            let sum = 0;
            for (let i = 0; i < 4; i += 1) {
              for (let j = 0; j < 4; j += 1) sum += w(row, i) * product(i, j) * w(column, j);
            }
            expect(sum).toBeCloseTo(row === column ? 1 : 0, 8);
          }
        }
      }),
      { seed: 1 },
    );
  });

  it('refuses what is no covariance', () => {
    expect(() => whiteningOf(Float64Array.of(1, 2, 1), 2)).toThrow(
      'not positive definite at row 1',
    );
  });
});

describe('the distance to normal features', () => {
  const normal = framesOf(1, 400);

  it('is √channels on the average, on footage like it', () => {
    const distance = createFeatureDistance(densityOf(normal));
    const squares = framesOf(2, 400).flatMap((frame) => [...distance(frame)].map((d) => d * d));
    const mean = squares.reduce((sum, square) => sum + square, 0) / squares.length;
    expect(mean).toBeGreaterThan(0.8 * channels);
    expect(mean).toBeLessThan(1.2 * channels);
  });

  it('is large where parts do not hang together as they did, though each is in its range', () => {
    const odd = featuresOf(() => 0.5);
    // Channels 1 and 2 rise and fall together.
    odd[places] = 0.4;
    odd[2 * places] = -0.8;
    const [here, ...elsewhere] = distancesOf(normal, odd);
    expect(here).toBeGreaterThan(5);
    expect(Math.max(...elsewhere)).toBeLessThan(2);
  });

  it('does not change with the unit of the features, nor with the order of the channels', () => {
    const later = framesOf(3, 1)[0]!;
    const before = distancesOf(normal, later);
    distancesOf(normal.map(twice), twice(later)).forEach((distance, place) => {
      expect(distance).toBeCloseTo(before[place]!, 2);
    });
    distancesOf(normal.map(turned), turned(later)).forEach((distance, place) => {
      expect(distance).toBeCloseTo(before[place]!, 3);
    });
  });

  it.each([1, 2, 5])('explodes nowhere after %i frames', (frames) => {
    const distances = distancesOf(normal.slice(0, frames), framesOf(4, 1)[0]!);
    expect(Math.max(...distances)).toBeLessThan(40);
  });

  it('is a number where nothing ever moved', () => {
    const still = Array.from({ length: 20 }, () => new Float32Array(channels * places).fill(0.5));
    expect(distancesOf(still, still[0]!)).toEqual(Array.from({ length: places }, () => 0));
  });

  it('keeps within half precision where nothing moved for a week', () => {
    const still = momentsOf([new Float32Array(channels * places).fill(0.5)]);
    const moments = { ...still, count: 7 * 24 * 3600 * 5 };
    const { whitening } = featureDensityFrom(moments, { places: { grid }, frameRate: 5 });
    expect(unpackNumbers(packNumbers(whitening, 'float16')).every(Number.isFinite)).toBe(true);
  });
});

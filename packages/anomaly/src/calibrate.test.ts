import { InputError } from '@presage/core';
import { describe, expect, it } from 'vitest';
import { normalFootage } from '../test/normal-footage.ts';
import { calibrate } from './calibrate.ts';
import { parseCalibration } from './calibration.ts';
import { crossFittedScores } from './cross-fitted-scores.ts';
import type { Observation } from './observation.ts';
import { createScorer } from './scorer.ts';
import { defaultScoring } from './scoring.ts';

const grid = { width: 8, height: 6 };
const options = { grid, frameRate: 5 };
const thrownBy = (action: () => unknown): unknown => {
  try {
    return action();
  } catch (error) {
    return error;
  }
};

describe('calibrate', () => {
  const footage = normalFootage({ seed: 1, frames: 200 });

  it('survives a trip through JSON unchanged', () => {
    const calibration = calibrate(footage, options);
    expect(parseCalibration(JSON.parse(JSON.stringify(calibration)))).toEqual(calibration);
  });

  it('leaves warm-up frames out, however large their errors', () => {
    const warmUp = Array.from({ length: 8 }, (_, index): Observation => ({
      errors: new Float32Array(48).fill(100),
      timestampUs: index * 200_000,
      warmUp: true,
      discontinuous: index === 0,
    }));
    const later = footage.map((frame) => ({
      ...frame,
      timestampUs: frame.timestampUs + 1_600_000,
      discontinuous: false,
    }));
    expect(calibrate([...warmUp, ...later], options)).toEqual(calibrate(footage, options));
  });

  it('takes the largest score from statistics that had not seen it', () => {
    const once = footage.map((frame, index) => ({
      ...frame,
      errors: index >= 100 && index < 105 ? new Float32Array(48).fill(0.5) : frame.errors,
    }));
    const { statistics, scoring, heldBack } = calibrate(once, options);
    const inSample = once.map(createScorer(statistics, scoring)).map(({ score }) => score);
    expect(heldBack.largestScore).toBeGreaterThan(3 * Math.max(...inSample));
  });

  it('refuses footage that is too short, saying how much there was', () => {
    const error = thrownBy(() => calibrate(footage.slice(0, 9), options));
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ code: 'calibration-too-short', fields: { frames: 9 } });
  });

  it.each([
    ['too few places', new Float32Array(47)],
    ['a number that is none', new Float32Array(48).fill(Number.NaN)],
  ])('refuses errors with %s', (_, errors) => {
    const broken = footage.map((frame, index) => (index === 50 ? { ...frame, errors } : frame));
    expect(thrownBy(() => calibrate(broken, options))).toMatchObject({ code: 'calibration-grid' });
  });
});

describe('crossFittedScores', () => {
  it('scores a block by the other blocks alone', () => {
    const footage = normalFootage({ seed: 4, frames: 100 });
    // No smoothing, so that blocks do not touch; what happens in the last block must not move
    // statistics for it, so doubling an error there moves only that frame's score.
    const scoring = { ...defaultScoring, smoothingSeconds: 0 };
    const louder = footage.map((frame, index) =>
      index === 95
        ? { ...frame, errors: Float32Array.from(frame.errors, (error) => 2 * error) }
        : frame,
    );
    const before = crossFittedScores(footage, { ...options, scoring });
    const after = crossFittedScores(louder, { ...options, scoring });
    const moved = after.flatMap(({ score }, index) =>
      score === before[index]!.score ? [] : [index],
    );
    expect(moved.filter((index) => index >= 80)).toEqual([95]);
    expect(moved.some((index) => index < 80)).toBe(true);
  });
});

describe('parseCalibration', () => {
  const calibration = calibrate(normalFootage({ seed: 1, frames: 50 }), options);

  it.each([
    ['calibration-missing', undefined],
    ['calibration-missing', null],
    ['calibration-newer', { ...calibration, version: 2 }],
    ['calibration-damaged', 'nonsense'],
    ['calibration-damaged', { ...calibration, grid: { width: 7, height: 6 } }],
    ['calibration-damaged', { ...calibration, tail: { ...calibration.tail, scale: -1 } }],
  ])('says %s', (code, value) => {
    const error = thrownBy(() => parseCalibration(value));
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ code });
  });
});

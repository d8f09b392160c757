import { InputError } from '@presage/core';
import { describe, expect, it } from 'vitest';
import { normalFootage } from '../test/normal-footage.ts';
import { calibrate } from './calibrate.ts';
import { parseCalibration } from './calibration.ts';
import type { Observation } from './observation.ts';
import { createScorer } from './scorer.ts';

const grid = { width: 8, height: 6 };
const options = { grid, frameRate: 5 };
/** Footage whose upper half is at one level. */
const waving = (level: number) =>
  normalFootage({ seed: 1, frames: 100, channels: 2 }).map((frame) => ({
    ...frame,
    errors: Float32Array.from(frame.errors, (error, place) => (place < 24 ? level : error)),
    features: Float32Array.from(frame.features!, (value, at) => (at % 48 < 24 ? level : value)),
  }));
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
    const calibration = calibrate(once, { ...options, scoring: { components: ['error'] } });
    const inSample = once.map(createScorer(calibration)).map(({ score }) => score);
    expect(calibration.heldBack.largestScore).toBeGreaterThan(3 * Math.max(...inSample));
  });

  it('refuses footage that is too short, saying how much there was', () => {
    const error = thrownBy(() => calibrate(footage.slice(0, 9), options));
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ code: 'calibration-too-short', fields: { frames: 9 } });
  });

  it('counts on features where there are some, and on errors alone where there are none', () => {
    const withFeatures = normalFootage({ seed: 1, frames: 50, channels: 3 });
    expect(calibrate(withFeatures, options).scoring.components).toEqual(['logError', 'density']);
    expect(calibrate(footage, options).scoring.components).toEqual(['logError']);
    const dense = { ...options, scoring: { components: ['density' as const] } };
    expect(calibrate(footage, dense).scoring.components).toEqual(['logError']);
  });

  it('counts scores in standard deviations above the mean of normal frames', () => {
    const { unit, normalScores } = calibrate(normalFootage({ seed: 1, frames: 400 }), options);
    const normal = normalScores!.quantiles;
    const mean = normal.reduce((sum, value) => sum + value, 0) / normal.length;
    const square = normal.reduce((sum, value) => sum + value ** 2, 0) / normal.length;
    expect(mean).toBeCloseTo(0, 1);
    // Quantiles are nearly all of them.
    expect(Math.sqrt(square)).toBeCloseTo(1, 0);
    expect(unit!.deviation).toBeGreaterThan(0);
    const plain = { ...options, scoring: { components: ['error' as const] } };
    expect(calibrate(footage, plain).unit).toBeUndefined();
  });

  it('finds what is easy to predict and was never there before', () => {
    const [channels, places] = [3, 48];
    const seen = normalFootage({ seed: 1, frames: 300, channels });
    const score = createScorer(calibrate(seen, options));
    const later = normalFootage({ seed: 2, frames: 60, channels }).map((frame, index) => ({
      ...frame,
      features: Float32Array.from(frame.features!, (value, at) =>
        index >= 40 && Math.floor(at / places) === 1 && at % places < 6 ? value + 3 : value,
      ),
    }));
    const scores = later.map((frame) => score(frame));
    const before = Math.max(...scores.slice(0, 40).map((each) => each.score));
    expect(scores[45]!.score).toBeGreaterThan(2 * before);
    const worst = [...scores[45]!.heatmap.keys()].toSorted(
      (a, b) => scores[45]!.heatmap[b]! - scores[45]!.heatmap[a]!,
    );
    expect(worst.slice(0, 6).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('leaves masked places out: they are as if they were not there', () => {
    const half: [number, number][] = [
      [0, 0],
      [1, 0],
      [1, 0.5],
      [0, 0.5],
    ];
    const masks = [{ name: 'tree', polygon: half }];
    const [still, wild] = [0, 1e3].map((level) => calibrate(waving(level), { ...options, masks }));
    expect(wild!.tail).toEqual(still!.tail);
    expect(wild!.masks).toEqual(masks);
    const scores = (calibration: typeof still, level: number) =>
      waving(level)
        .map(createScorer(calibration!))
        .map(({ score }) => score);
    expect(scores(wild, 50)).toEqual(scores(still, 0));
  });

  it.each([
    ['too few places', new Float32Array(47)],
    ['a number that is none', new Float32Array(48).fill(Number.NaN)],
  ])('refuses errors with %s', (_, errors) => {
    const broken = footage.map((frame, index) => (index === 50 ? { ...frame, errors } : frame));
    expect(thrownBy(() => calibrate(broken, options))).toMatchObject({ code: 'calibration-grid' });
  });
});

describe('parseCalibration', () => {
  const calibration = calibrate(normalFootage({ seed: 1, frames: 50 }), options);

  it.each([
    ['calibration-missing', undefined],
    ['calibration-missing', null],
    ['calibration-newer', { ...calibration, version: 3 }],
    ['calibration-damaged', 'nonsense'],
    ['calibration-damaged', { ...calibration, grid: { width: 7, height: 6 } }],
    [
      'calibration-damaged',
      { ...calibration, scoring: { ...calibration.scoring, components: ['density'] } },
    ],
    ['calibration-damaged', { ...calibration, tail: { ...calibration.tail, scale: -1 } }],
  ])('says %s', (code, value) => {
    const error = thrownBy(() => parseCalibration(value));
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ code });
  });

  it('reads version 1, and scores as it did', () => {
    const places = Array.from({ length: 48 }, (_, place) => place);
    const mean = places.map((place) => 0.001 + place / 1e4);
    const deviation = places.map((place) => 0.002 + place / 1e4);
    const versionOne = {
      version: 1,
      grid,
      scoring: { worstPlaces: 5, smoothingSeconds: 0 },
      statistics: { mean, deviation },
      heldBack: calibration.heldBack,
      tail: { level: 2, runSeconds: 2, clusters: 1, exceedances: [9], scale: 1, shape: 0 },
      falseAlarmsPerDay: 3,
    };
    const read = parseCalibration(versionOne);
    expect(read).toMatchObject({ version: 2, falseAlarmsPerDay: 3 });
    const footage = normalFootage({ seed: 6, frames: 20 });
    const expected = footage.map(({ errors }) => {
      const scores = places.map((place) => (errors[place]! - mean[place]!) / deviation[place]!);
      const worst = scores.toSorted((a, b) => b - a).slice(0, 5);
      return worst.reduce((sum, value) => sum + value, 0) / 5;
    });
    footage.map(createScorer(read)).forEach(({ score }, index) => {
      expect(score).toBeCloseTo(expected[index]!, 4);
    });
  });
});

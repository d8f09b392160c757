import { describe, expect, it } from 'vitest';
import { timedScores, visitScores } from '../test/timed-scores.ts';
import { countAlarms } from './count-alarms.ts';
import { defaultDecision } from './decision.ts';
import { returnLevel } from './return-level.ts';
import { tailFrom, tailSchema } from './tail.ts';
import { thresholdAt } from './threshold-at.ts';

/** A quiet scene in which something happens once. */
const single = (height: number) =>
  tailFrom(timedScores(new Float64Array(100).fill(1).fill(height, 40, 50)));

describe('tailFrom', () => {
  it('takes as high a level as leaves thirty alarms above it', () => {
    const tail = tailFrom(visitScores({ seed: 1, seconds: 2 * 3600 }));
    expect(tail.alarms).toBeGreaterThan(30);
    expect(tail.alarms).toBeLessThan(45);
    expect(tail.excesses).toBe(tail.alarms - 1 + 2);
    expect(tail.counts.at(-1)!.alarms).toBeGreaterThan(60);
    expect(tail.level).toBeGreaterThan(tail.counts.at(-1)!.threshold);
  });

  it('makes the lowest count among the highest fifth of scores its level in short footage', () => {
    const scores = visitScores({ seed: 2, seconds: 160 });
    const tail = tailFrom(scores);
    const fifth = scores.map(({ score }) => score).toSorted((a, b) => b - a)[160]!;
    expect(tail.level).toBeGreaterThan(fifth);
    expect(tail.counts).toContainEqual({ threshold: tail.level, alarms: tail.alarms });
    expect(tail.alarms).toBeLessThan(30);
  });

  it('fits scores that are logarithms by what they measure', () => {
    const scores = visitScores({ seed: 1, seconds: 1800 });
    const logs = scores.map((each) => ({ ...each, score: 2 * Math.log(each.score) }));
    // A scale and its logarithm order alike; only a share of the threshold differs.
    const decision = { ...defaultDecision, leaveShare: 1 };
    const linear = tailFrom(scores, { decision });
    const logged = tailFrom(logs, { decision, growth: 0.5 });
    for (const alarms of [20, 1, 0.1]) {
      const back = Math.exp(thresholdAt(logged, alarms) / 2) / thresholdAt(linear, alarms);
      // Between two counts a threshold is not the same on both scales.
      expect(back).toBeGreaterThan(0.98);
      expect(back).toBeLessThan(1.02);
    }
  });

  it.each([1, 2, 75])('makes do with %i equal scores', (count) => {
    const tail = tailFrom(timedScores(new Float64Array(count).fill(2)));
    expect(tail).toMatchObject({ level: 2, alarms: 1 });
    expect(returnLevel(tail, 1000)).toBeCloseTo(2, 9);
  });

  it('measures a single alarm by how far it rose, beside how far scores scatter', () => {
    expect(single(5)).toMatchObject({ level: 1, alarms: 1, excesses: 3 });
    expect(single(9).scale / single(5).scale).toBeCloseTo(2, 5);
  });

  it('survives a trip through JSON, and reads what was written before alarms were counted', () => {
    const tail = tailFrom(visitScores({ seed: 1, seconds: 600 }));
    expect(tailSchema.parse(JSON.parse(JSON.stringify(tail)))).toEqual(tail);
    const earlier = {
      level: 4,
      runSeconds: 2,
      clusters: 3,
      exceedances: [9, 6, 5],
      scale: 2,
      shape: 0,
    };
    expect(tailSchema.parse(earlier)).toMatchObject({
      level: 4,
      alarms: 3,
      counts: [
        { threshold: 9, alarms: 1 },
        { threshold: 4, alarms: 3 },
      ],
    });
  });

  // Many short calibrations, one long unseen stretch of the same camera: what a user lives through.
  it.each([
    { seconds: 160, hourly: 40 },
    { seconds: 600, hourly: 40 },
    { seconds: 160, hourly: 22 },
    { seconds: 600, hourly: 12 },
  ])(
    'keeps a promise of $hourly alarms an hour from $seconds s, on average, within a factor of 2',
    ({ seconds, hourly }) => {
      const unseen = visitScores({ seed: 999, seconds: 2 * 3600 });
      const runs = 15;
      let alarms = 0;
      for (let seed = 0; seed < runs; seed += 1) {
        const { decision, ...tail } = tailFrom(visitScores({ seed, seconds }));
        const threshold = thresholdAt({ ...tail, decision }, (hourly * seconds) / 3600);
        alarms += countAlarms(unseen, { threshold, decision });
      }
      const observed = alarms / runs / 2;
      expect(observed / hourly).toBeGreaterThan(0.5);
      expect(observed / hourly).toBeLessThan(2);
    },
  );
});

describe('returnLevel', () => {
  const tail = { ...tailFrom(visitScores({ seed: 1, seconds: 60 })), level: 4, scale: 1, shape: 0 };
  const at = (excesses: number, period: number) => returnLevel({ ...tail, excesses }, period);

  it('grows with the period, and faster the fewer excesses there are', () => {
    expect(at(10, 1)).toBe(4);
    expect(at(10, 100)).toBeGreaterThan(at(10, 10));
    expect(at(10, 100)).toBeGreaterThan(at(30, 100));
    expect(at(1_000_000, 100)).toBeCloseTo(4 + Math.log(100), 3);
  });

  it('lets doubt add at most a quarter', () => {
    expect(at(10, 2)).toBeCloseTo(4 + 10 * (2 ** 0.1 - 1), 9);
    expect(at(1, 10_000)).toBeCloseTo(4 + 1.25 * Math.log(10_000), 9);
  });

  it('stays below the end of a tail that ends', () => {
    expect(returnLevel({ ...tail, excesses: 30, shape: -0.5 }, 1e9)).toBeLessThan(6);
  });
});

it('one score far beyond all others overflows nothing', () => {
  const scores = Array.from({ length: 200 }, (_, index) => ({
    score: index >= 100 && index < 110 ? 500 : index % 7,
    timestampUs: index * 200_000,
    discontinuous: index === 0,
  }));
  const { scale, shape } = tailFrom(scores, { growth: 40 });
  expect(Number.isFinite(scale)).toBe(true);
  expect(Number.isFinite(shape)).toBe(true);
});

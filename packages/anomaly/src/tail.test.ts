import { describe, expect, it } from 'vitest';
import { seededRandom } from '../test/seeded-random.ts';
import { returnLevel } from './return-level.ts';
import { tailFrom } from './tail.ts';

/** Independent exponential scores of mean 1, one a second. */
function exponentialScores(count: number, seed: number) {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => ({
    score: -Math.log(random()),
    timestampUs: index * 1e6,
    discontinuous: index === 0,
  }));
}

describe('tailFrom', () => {
  it('takes as high a level as leaves thirty clusters', () => {
    const tail = tailFrom(exponentialScores(10_000, 1), 0);
    expect(tail.clusters).toBeGreaterThanOrEqual(30);
    expect(tail.level).toBeGreaterThan(5);
    expect(tail.exceedances.length).toBeLessThanOrEqual(60);
  });

  it('keeps the exceedances largest first', () => {
    const { exceedances, level } = tailFrom(exponentialScores(500, 2), 0);
    expect(exceedances).toEqual(exceedances.toSorted((a, b) => b - a));
    expect(exceedances.at(-1)).toBeGreaterThan(level);
  });

  it.each([1, 2, 75])('makes do with %i equal scores', (count) => {
    const flat = exponentialScores(count, 1).map((score) => ({ ...score, score: 2 }));
    const tail = tailFrom(flat, 2);
    expect(tail).toMatchObject({ level: 2, clusters: 1, exceedances: [2] });
    expect(returnLevel(tail, 1000)).toBeCloseTo(2, 9);
  });
});

describe('returnLevel', () => {
  it('is reached by fresh scores about as often as it says', () => {
    const tail = tailFrom(exponentialScores(20_000, 3), 0);
    const perCluster = 20_000 / tail.clusters;
    const level = returnLevel(tail, 1000 / perCluster);
    const reached = exponentialScores(1_000_000, 4).filter(({ score }) => score >= level).length;
    // Once in a thousand. A level that is right in the mean of its fit is off by a factor at most 2 here.
    expect(reached).toBeGreaterThan(500);
    expect(reached).toBeLessThan(2000);
  });

  it('keeps, on average over tiny samples, the rate it promises', () => {
    // 40 scores each, a level to be reached once in 400: the plain fit reaches it far more often.
    let promised = 0;
    let plain = 0;
    for (let seed = 0; seed < 300; seed += 1) {
      const tail = tailFrom(exponentialScores(40, seed), 0);
      const period = (400 * tail.clusters) / 40;
      promised += 400 * Math.exp(-returnLevel(tail, period));
      plain += 400 * Math.exp(-tail.level - tail.scale * Math.log(period));
    }
    expect(promised / 300).toBeLessThan(1.5);
    expect(promised).toBeLessThan(plain);
  });

  it('grows with the period, and faster the fewer clusters there are', () => {
    const tail = { level: 4, runSeconds: 2, exceedances: [5], scale: 1, shape: 0 };
    const at = (clusters: number, period: number) => returnLevel({ ...tail, clusters }, period);
    expect(at(10, 1)).toBe(4);
    expect(at(10, 100)).toBeGreaterThan(at(10, 10));
    expect(at(10, 100)).toBeGreaterThan(at(30, 100));
    expect(at(1_000_000, 100)).toBeCloseTo(4 + Math.log(100), 3);
  });

  it('lets few clusters wait for a plain logarithm beyond what they can be trusted with', () => {
    const tail = { level: 4, runSeconds: 2, clusters: 1, exceedances: [5], scale: 1, shape: 0 };
    expect(returnLevel(tail, 2)).toBeCloseTo(4 + (2 - 1), 9);
    expect(returnLevel(tail, 10_000)).toBeCloseTo(4 + Math.log(10_000), 9);
  });

  it('stays below the end of a tail that ends', () => {
    const tail = { level: 4, runSeconds: 2, clusters: 30, exceedances: [5], scale: 1, shape: -0.5 };
    expect(returnLevel(tail, 1e9)).toBeLessThan(6);
  });
});

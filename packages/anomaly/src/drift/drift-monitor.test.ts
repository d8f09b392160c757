import { describe, expect, it } from 'vitest';
import { normalScoresFrom } from '../normal-scores.ts';
import { createDriftMonitor, type MonitoredFrame } from './drift-monitor.ts';
import type { DriftReport } from './drift-report.ts';

const frameRate = 5;

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Scores like a camera's: neighbours are alike for some two seconds. Mean `level`, deviation 1. */
function* scoresOf(seed: number, level = 2): Generator<number> {
  const random = randomFrom(seed);
  const kept = 0.8;
  let value = 0;
  while (true) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    value = kept * value + Math.sqrt(1 - kept * kept) * normal;
    yield level + value;
  }
}

function taken(scores: Iterator<number>, seconds: number): readonly number[] {
  return Array.from({ length: seconds * frameRate }, () => Number(scores.next().value));
}

function monitorOf(normalSeconds: number, seed = 1) {
  const scores = taken(scoresOf(seed), normalSeconds).map((score, index) => ({
    score,
    timestampUs: index * 200_000,
    discontinuous: index === 0,
  }));
  const brightness = { least: 90, typical: 100, most: 110 };
  const normal = normalScoresFrom(scores, frameRate);
  return createDriftMonitor({ normal, normalSeconds, brightness });
}

type Detail = Partial<Pick<MonitoredFrame, 'leftOut' | 'unusual' | 'brightness'>>;

/** A monitor that is shown one stretch of footage after the other. */
function shown(normalSeconds: number, seed?: number) {
  const monitor = monitorOf(normalSeconds, seed);
  const reports: DriftReport[] = [];
  let frames = 0;
  return {
    reports,
    finish: () => monitor.finish(),
    show(scores: readonly number[], detail: Detail = {}) {
      for (const score of scores) {
        const timestampUs = frames * 200_000;
        frames += 1;
        const frame = { timestampUs, score, leftOut: false, unusual: false, ...detail };
        const report = monitor.next(frame);
        if (report) reports.push(report);
      }
    },
  };
}

describe('the drift monitor', () => {
  it('says nothing for three days of a scene that stays as it was, and that it is steady', () => {
    const { show, reports, finish } = shown(900);
    const scores = scoresOf(2);
    for (let hour = 0; hour < 3 * 24; hour += 1) show(taken(scores, 3600), { brightness: 100 });
    expect(reports).toEqual([]);
    expect(finish()).toMatchObject({ state: 'steady' });
  });

  it('says drift at the end of no more videos than one in a hundred that have none', () => {
    const videos = 400;
    const wrong = Array.from({ length: videos }, (_, index) => {
      const { show, finish } = shown(300, 1000 + index);
      show(taken(scoresOf(5000 + index), 300));
      return finish().state;
    }).filter((state) => state !== 'steady');
    expect(wrong.length).toBeLessThanOrEqual(videos / 100);
  });

  it('tells when scores have risen, since when and how far, and when that is over', () => {
    const { show, reports } = shown(900);
    show(taken(scoresOf(3), 1200));
    show(taken(scoresOf(4, 4), 1800));
    expect(reports).toMatchObject([
      {
        state: 'drift',
        scores: { direction: 'higher' },
        advice: expect.stringContaining('presage calibrate') as string,
      },
    ]);
    const [first] = reports;
    expect(first!.time).toBeLessThan(1200 + 600);
    expect(Math.abs(first!.since! - 1200)).toBeLessThanOrEqual(60);
    expect(first!.scores!.distance).toBeGreaterThan(0.4);
    expect(first!.scores!.recent).toBeGreaterThan(first!.scores!.normal + 1);
    show(taken(scoresOf(5), 3600));
    expect(reports.map(({ state }) => state)).toEqual(['drift', 'steady']);
  });

  it('tells fewer movements than in the footage calibrated on from more', () => {
    const { show, finish } = shown(900);
    show(taken(scoresOf(3, 1), 900));
    expect(finish()).toMatchObject({ state: 'drift', scores: { direction: 'lower' } });
  });

  it('leaves events and what a broken view shows out', () => {
    const { show, finish } = shown(900);
    const usual = scoresOf(3);
    for (let minute = 0; minute < 15; minute += 1) {
      show(taken(usual, 30));
      show(taken(scoresOf(minute, 30), 30), { unusual: true });
      show(taken(scoresOf(minute, 30), 30), { leftOut: true });
    }
    const report = finish();
    expect(report.state).toBe('steady');
    expect(report.seconds).toBeCloseTo(450, 0);
  });

  it('takes an event that does not end for how the scene is now', () => {
    const { show, reports } = shown(900);
    show(taken(scoresOf(3), 600));
    show(taken(scoresOf(4, 30), 1200), { unusual: true });
    expect(reports).toMatchObject([{ state: 'drift', scores: { direction: 'higher' } }]);
  });

  it('tells a change of light where scores are as before, and that nothing has to be done', () => {
    const { show, reports } = shown(900);
    show(taken(scoresOf(3), 1200), { brightness: 100 });
    show(taken(scoresOf(4), 1200), { brightness: 40 });
    expect(reports).toMatchObject([
      {
        state: 'drift',
        light: { direction: 'darker', normal: { least: 90, most: 110 } },
        message: expect.stringContaining('darker') as string,
        advice: expect.stringContaining('nothing has to be done') as string,
      },
    ]);
    expect(reports[0]?.scores).toBeUndefined();
  });

  it('does not say that scores are as before where it could not compare them', () => {
    const { show, finish } = shown(30);
    show(taken(scoresOf(3), 300), { brightness: 40 });
    const { state, light, advice } = finish();
    expect([state, light?.direction]).toEqual(['drift', 'darker']);
    expect(advice).toContain('cannot be told');
  });

  it('says that it cannot tell where there is too little footage of either', () => {
    const little = shown(30);
    little.show(taken(scoresOf(3, 9), 600));
    expect(little.finish().state).toBe('unknown');
    const short = shown(900);
    short.show(taken(scoresOf(3, 9), 5));
    expect(short.finish().state).toBe('unknown');
    expect(shown(900).finish().state).toBe('unknown');
  });
});

import { expect, it } from 'vitest';
import { seededRandom } from '../../test/seeded-random.ts';
import { bootstrapAreas } from './bootstrap-areas.ts';
import { evaluateScores, type ScoredClip } from './evaluate-scores.ts';

/** Frames of both kinds in turns of 50; what is abnormal scores `apart` higher on average. */
function clip(frames: number, apart: number): ScoredClip {
  const random = seededRandom(3);
  const abnormal = Array.from({ length: frames }, (_, frame) => Math.floor(frame / 50) % 2 === 1);
  return { name: 'clip', abnormal, scores: abnormal.map((is) => random() + (is ? apart : 0)) };
}

const bootstrap = (clips: readonly ScoredClip[], block: number) =>
  bootstrapAreas({
    clips,
    blockFrames: clips.map(() => block),
    random: seededRandom(1),
    resamples: 400,
  });

it('holds the area, and is narrower with more frames', () => {
  const few = bootstrap([clip(200, 0.3)], 10).micro!;
  const many = bootstrap([clip(5000, 0.3)], 10).micro!;
  const { microAuc } = evaluateScores({ clips: [clip(5000, 0.3)] });
  expect(many[0]).toBeLessThan(microAuc!);
  expect(many[1]).toBeGreaterThan(microAuc!);
  expect(few[1] - few[0]).toBeGreaterThan(2 * (many[1] - many[0]));
});

it('is as wide as the formula of Hanley and McNeil where every frame stands alone', () => {
  const { micro } = bootstrap([clip(1000, 0.3)], 1);
  // Two uniform distributions 0.3 apart: area 0.755, Q1 = Q2 of theirs by integration 0.6243.
  const area = 1 - 0.7 ** 2 / 2;
  const q = 1 - 0.7 ** 2 + 0.7 ** 3 / 3;
  const error = Math.sqrt((area * (1 - area) + 2 * 499 * (q - area ** 2)) / 500 ** 2);
  const width = micro![1] - micro![0];
  expect(width / (2 * 1.96 * error)).toBeGreaterThan(0.85);
  expect(width / (2 * 1.96 * error)).toBeLessThan(1.15);
});

it('is wider where neighbours hang together than frames one by one would say', () => {
  const held = clip(2000, 0.3);
  const scores = held.scores.map((_, frame) => held.scores[frame - (frame % 25)]!);
  const [alone, together] = [1, 100].map((block) => bootstrap([{ ...held, scores }], block).micro!);
  expect(together![1] - together![0]).toBeGreaterThan(2 * (alone![1] - alone![0]));
});

it('says nothing where there is no area', () => {
  const normal = { ...clip(20, 0), abnormal: Array.from({ length: 20 }, () => false) };
  expect(bootstrap([normal], 5)).toEqual({});
});

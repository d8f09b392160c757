import type { TimedScore } from '../src/timed-score.ts';
import { seededRandom } from './seeded-random.ts';

/** Scores at a fixed rate; `breaks` are the indices that do not follow from the one before. */
export function timedScores(
  scores: ArrayLike<number>,
  { frameRate = 5, breaks = [] as readonly number[] } = {},
): TimedScore[] {
  return Array.from(scores, (score, index) => ({
    score,
    timestampUs: Math.round((index * 1e6) / frameRate),
    discontinuous: index === 0 || breaks.includes(index),
  }));
}

export interface VisitsOptions {
  readonly seed: number;
  readonly seconds: number;
  /** Mean seconds from one visit to the next. Default 20. */
  readonly gapSeconds?: number;
}

/**
 * Scores of a made-up camera at 5 a second: a noise floor of 1, and visits at random times, which last
 * some seconds and differ in height, smoothed over half a second.
 */
export function visitScores({ seed, seconds, gapSeconds = 20 }: VisitsOptions): TimedScore[] {
  const random = seededRandom(seed);
  const exponential = () => -Math.log(1 - random());
  const normal = () => Math.sqrt(2 * exponential()) * Math.cos(2 * Math.PI * random());
  const kept = Math.exp(-0.2 / 0.5);
  let until = -1;
  let height = 0;
  let smoothed = 1;
  return timedScores(
    Array.from({ length: seconds * 5 }, (_, index) => {
      if (random() < 0.2 / gapSeconds) {
        until = index / 5 + 4 * exponential();
        height = 4 * Math.exp(0.5 * normal());
      }
      const value = index / 5 < until ? height * (1 + 0.3 * normal()) : 1 + 0.2 * normal();
      smoothed = kept * smoothed + (1 - kept) * value;
      return smoothed;
    }),
  );
}

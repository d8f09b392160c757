import * as z from 'zod';
import type { TimedScore } from './timed-score.ts';

/** The scores of normal footage as a whole: what later scores can be held against. */
export const normalScoresSchema = z.strictObject({
  /** 101 of them: the least score, those that 1 %, 2 %, … lie below, and the largest. */
  quantiles: z.array(z.number()).length(101),
  /** Seconds of scores that tell as much as one score drawn by itself: neighbours are alike. */
  correlationSeconds: z.number().nonnegative(),
});

export type NormalScores = z.infer<typeof normalScoresSchema>;

/** Quantiles and correlation time of scores in order, at least one, at so many frames a second. */
export function normalScoresFrom(scores: readonly TimedScore[], frameRate: number): NormalScores {
  const sorted = scores.map(({ score }) => score).toSorted((a, b) => a - b);
  const quantiles = Array.from({ length: 101 }, (_, percent) => {
    const at = (percent * (sorted.length - 1)) / 100;
    const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
    return low + (high - low) * (at - Math.floor(at));
  });
  return { quantiles, correlationSeconds: correlatedFrames(scores) / frameRate };
}

/** A sum of correlations is cut off at this many times what it has come to. */
const windowFactor = 5;

/**
 * The integrated autocorrelation time, 1 + 2 Σ ρ(lag), in frames: a mean of n scores is as sure as one of
 * n divided by it. The sum ends where lags are five times as long (Sokal, "Monte Carlo Methods in
 * Statistical Mechanics", 1997, §3), as what is beyond is noise. Pairs across a break count nowhere.
 */
function correlatedFrames(scores: readonly TimedScore[]): number {
  const mean = scores.reduce((sum, { score }) => sum + score, 0) / scores.length;
  const away = scores.map(({ score }) => score - mean);
  let stretch = 0;
  const stretches = scores.map(({ discontinuous }) => (discontinuous ? (stretch += 1) : stretch));
  const covariance = (lag: number): number => {
    let [sum, count] = [0, 0];
    for (let index = lag; index < away.length; index += 1) {
      if (stretches[index] !== stretches[index - lag]) continue;
      sum += away[index]! * away[index - lag]!;
      count += 1;
    }
    return count > 0 ? sum / count : 0;
  };
  const variance = covariance(0);
  let frames = 1;
  if (!(variance > 0)) return frames;
  for (let lag = 1; lag < away.length / 2 && lag < windowFactor * frames; lag += 1) {
    frames = Math.max(1, frames + (2 * covariance(lag)) / variance);
  }
  return frames;
}

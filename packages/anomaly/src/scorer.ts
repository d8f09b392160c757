import { meanOfWorst } from './mean-of-worst.ts';
import type { NormalStatistics } from './normal-statistics.ts';
import type { Observation } from './observation.ts';
import { placeScores } from './place-scores.ts';
import { createScoreSmoother } from './score-smoother.ts';
import type { Scoring } from './scoring.ts';

/** A frame's score. */
export interface FrameScore {
  /** Smoothed mean of the worst places, in standard deviations of normal. */
  readonly score: number;
  /** Each place's score in standard deviations, row by row, unsmoothed. */
  readonly heatmap: Float32Array;
}

/** Creates the scorer of one stream, to be called with its frames in order. Nothing looks ahead. */
export function createScorer(
  normal: NormalStatistics,
  scoring: Scoring,
): (observation: Observation) => FrameScore {
  const smooth = createScoreSmoother(scoring.smoothingSeconds);
  return ({ errors, timestampUs, warmUp, discontinuous }) => {
    const heatmap = placeScores(errors, normal);
    const value = meanOfWorst(heatmap, scoring.worstPlaces);
    return { score: smooth({ value, timestampUs, warmUp, discontinuous }), heatmap };
  };
}

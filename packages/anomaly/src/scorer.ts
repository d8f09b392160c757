import { createAcceptance } from './accepted/acceptance.ts';
import type { Calibration } from './calibration.ts';
import { readStatistics } from './footage-statistics.ts';
import { meanOfWorst } from './mean-of-worst.ts';
import type { Observation } from './observation.ts';
import { createPlaceScores } from './place-scores.ts';
import { createScoreSmoother } from './score-smoother.ts';
import { placeMask } from './zones/place-mask.ts';

/** A frame's score. */
export interface FrameScore {
  /** Smoothed mean of the worst places, in standard deviations of normal frames' above their mean. */
  readonly score: number;
  /**
   * Each place's score in the same unit, row by row, unsmoothed; 0 where it is left out or looks as what
   * was accepted. Most places are below 0, as frames are judged by their worst.
   */
  readonly heatmap: Float32Array;
}

export interface ScorerOptions {
  /**
   * One a place of the calibration's grid, 1 where it is left out, beside those that were left out of
   * the calibration. Default: none.
   */
  readonly mask?: Uint8Array | undefined;
}

/**
 * Creates the scorer of one stream, to be called with its frames in order. Nothing looks ahead. The
 * worst places are taken from those that no mask leaves out.
 *
 * The scorer throws InputError `model-features-output` where the calibration counts on features that an
 * observation lacks.
 */
export function createScorer(
  calibration: Calibration,
  { mask: given }: ScorerOptions = {},
): (observation: Observation) => FrameScore {
  const { grid, scoring, unit, masks, accepted } = calibration;
  const mask = joined(masks && placeMask({ masks }, grid), given);
  const placeScores = createPlaceScores({
    statistics: readStatistics(calibration.statistics),
    unit,
    mask,
  });
  const accept = createAcceptance(accepted, grid);
  const smooth = createScoreSmoother(scoring.smoothingSeconds);
  return (observation) => {
    const heatmap = placeScores(observation);
    accept?.(observation, heatmap);
    const value = meanOfWorst(heatmap, scoring.worstPlaces, mask);
    return { score: smooth({ ...observation, value }), heatmap };
  };
}

function joined(one?: Uint8Array, other?: Uint8Array): Uint8Array | undefined {
  return one && other ? one.map((left, place) => left | other[place]!) : (one ?? other);
}

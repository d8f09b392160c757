import { createAcceptance } from './accepted/acceptance.ts';
import type { Calibration } from './calibration.ts';
import { crossFit } from './cross-fit.ts';
import { crossFittedScores } from './cross-fitted-scores.ts';
import type { Observation } from './observation.ts';
import type { TimedScore } from './timed-score.ts';
import { placeMask } from './zones/place-mask.ts';

/**
 * What the footage of a calibration scored in it: each block in time by statistics of the others, in the
 * calibration's unit. `observations` are those it was made from; warm-up is left out. Statistics that have
 * seen a moment would find it normal.
 */
export function heldOutScores(
  observations: readonly Observation[],
  { grid, scoring, unit, accepted, masks, heldBack }: Calibration,
): readonly TimedScore[] {
  const mask = masks && masks.length > 0 ? placeMask({ masks }, grid) : undefined;
  const { components } = scoring;
  const frameRate = heldBack.frames / heldBack.seconds;
  const fit = crossFit(observations, { places: { grid, mask }, frameRate, components });
  const accept = createAcceptance(accepted, grid);
  return crossFittedScores(observations, fit, { scoring, mask, unit, accept });
}

import type { Acceptance } from './accepted/acceptance.ts';
import type { CrossFit } from './cross-fit.ts';
import { meanOfWorst } from './mean-of-worst.ts';
import type { Observation } from './observation.ts';
import { createPlaceScores } from './place-scores.ts';
import { createScoreSmoother } from './score-smoother.ts';
import type { ScoreUnit } from './score-unit.ts';
import type { Scoring } from './scoring.ts';
import type { TimedScore } from './timed-score.ts';

export interface CrossFittedScoresOptions {
  readonly scoring: Scoring;
  /** One a place, 1 where it is left out. */
  readonly mask?: Uint8Array | undefined;
  /** Default: none. */
  readonly unit?: ScoreUnit | undefined;
  /** Takes back what the user called normal. */
  readonly accept?: Acceptance | undefined;
}

/**
 * Scores normal footage the way later footage will be scored: by statistics that have not seen it.
 * Warm-up is left out.
 */
export function crossFittedScores(
  observations: readonly Observation[],
  { without, blocks }: CrossFit,
  { scoring, mask, unit, accept }: CrossFittedScoresOptions,
): readonly TimedScore[] {
  const placeScoresOf = without.map((statistics) => createPlaceScores({ statistics, unit, mask }));
  const smooth = createScoreSmoother(scoring.smoothingSeconds);
  const scores: TimedScore[] = [];
  let discontinuous = false;
  observations.forEach((observation, index) => {
    const places = placeScoresOf[blocks[index]!]!(observation);
    accept?.(observation, places);
    const value = meanOfWorst(places, scoring.worstPlaces, mask);
    const score = smooth({ ...observation, value });
    discontinuous ||= observation.discontinuous;
    if (observation.warmUp) return;
    scores.push({ score, timestampUs: observation.timestampUs, discontinuous });
    discontinuous = false;
  });
  return scores;
}

import type { TimedScore } from './exceedance-clusters.ts';
import { meanOfWorst } from './mean-of-worst.ts';
import { addToMoments, emptyMoments, mergeMoments } from './moments.ts';
import { normalStatisticsFrom, type NormalStatisticsOptions } from './normal-statistics.ts';
import type { Observation } from './observation.ts';
import { placeScores } from './place-scores.ts';
import { createScoreSmoother } from './score-smoother.ts';
import type { Scoring } from './scoring.ts';

export interface CrossFitOptions extends NormalStatisticsOptions {
  readonly scoring: Scoring;
}

/** Contiguous blocks, since neighbouring frames share what they show. */
const blockCount = 5;

/**
 * Scores normal footage the way later footage will be scored: by statistics that have not seen it.
 * The footage is cut in five blocks in time, each is scored by the statistics of the other four.
 * Warm-up is left out of statistics and scores.
 */
export function crossFittedScores(
  observations: readonly Observation[],
  options: CrossFitOptions,
): readonly TimedScore[] {
  const places = options.grid.width * options.grid.height;
  const steadyCount = observations.filter(({ warmUp }) => !warmUp).length;
  let seen = 0;
  const blockOf = observations.map(({ warmUp }) => {
    const block = Math.min(blockCount - 1, Math.floor((seen * blockCount) / steadyCount));
    if (!warmUp) seen += 1;
    return block;
  });

  const momentsOf = Array.from({ length: blockCount }, () => emptyMoments(places));
  observations.forEach(({ errors, warmUp }, index) => {
    const block = blockOf[index]!;
    if (!warmUp) momentsOf[block] = addToMoments(momentsOf[block]!, errors);
  });
  const statisticsFor = momentsOf.map((_, block) =>
    normalStatisticsFrom(
      momentsOf.filter((__, other) => other !== block).reduce(mergeMoments),
      options,
    ),
  );

  const smooth = createScoreSmoother(options.scoring.smoothingSeconds);
  const scores: TimedScore[] = [];
  let discontinuous = false;
  observations.forEach((observation, index) => {
    const heatmap = placeScores(observation.errors, statisticsFor[blockOf[index]!]!);
    const value = meanOfWorst(heatmap, options.scoring.worstPlaces);
    const score = smooth({ ...observation, value });
    discontinuous ||= observation.discontinuous;
    if (observation.warmUp) return;
    scores.push({ score, timestampUs: observation.timestampUs, discontinuous });
    discontinuous = false;
  });
  return scores;
}

import * as z from 'zod';
import type { Moments } from './moments.ts';
import { neighbourhoodMean } from './neighbourhood-mean.ts';
import type { Places } from './places.ts';

/** What is normal at each place, row by row. */
export const normalStatisticsSchema = z.strictObject({
  /** Expected value. */
  mean: z.array(z.number()),
  /** Standard deviation; never 0. */
  deviation: z.array(z.number().positive()),
});

export type NormalStatistics = z.infer<typeof normalStatisticsSchema>;

/** How much a place believes its surroundings, in seconds of footage. */
export interface PriorStrength {
  /** Seconds of its own footage after which a place counts as much as its neighbourhood. Default 20. */
  readonly neighbourhoodSeconds?: number;
  /** Seconds of its own footage after which a neighbourhood counts as much as the whole picture. Default 30. */
  readonly pictureSeconds?: number;
}

export interface NormalStatisticsOptions extends PriorStrength {
  readonly places: Places;
  /** Frames a second: neighbouring frames tell the same story, so a second counts as one observation. */
  readonly frameRate: number;
  /** No place is believed to vary by less. */
  readonly leastDeviation: number;
}

/** Each value drawn towards its prior: `ownShare` of itself, the rest of the prior. */
function drawTowards(values: Float64Array, priors: Float64Array, ownShare: number): Float64Array {
  return values.map((own, place) => ownShare * own + (1 - ownShare) * priors[place]!);
}

/**
 * Statistics of normal from the moments of normal footage. Each place is drawn towards its 3×3
 * neighbourhood, and that towards the whole picture, by the conjugate update of a normal with
 * normal-inverse-gamma prior (Gelman et al., "Bayesian Data Analysis", 3rd ed., §3.3): prior and
 * footage average with the number of observations each is worth. So a place where nothing moved in
 * the footage expects what its surroundings saw, and does not explode when somebody walks there;
 * with more footage it comes to stand on its own. Places left out count nowhere.
 */
export function normalStatisticsFrom(
  moments: Moments,
  options: NormalStatisticsOptions,
): NormalStatistics {
  const { places, frameRate, leastDeviation } = options;
  const { neighbourhoodSeconds = 20, pictureSeconds = 30 } = options;
  const seconds = moments.count / frameRate;
  const shrink = (values: Float64Array): Float64Array => {
    const counted = values.filter((_, place) => places.mask?.[place] !== 1);
    const picture = counted.reduce((sum, value) => sum + value, 0) / Math.max(1, counted.length);
    const neighbourhood = drawTowards(
      neighbourhoodMean(values, places),
      new Float64Array(values.length).fill(picture),
      seconds / (seconds + pictureSeconds),
    );
    return drawTowards(values, neighbourhood, seconds / (seconds + neighbourhoodSeconds));
  };

  const mean = shrink(moments.mean);
  // Around the mean that will be used, so that drawing the mean away is paid for in variance.
  const variance = moments.squares.map(
    (squares, place) => squares / moments.count + (moments.mean[place]! - mean[place]!) ** 2,
  );
  const deviation = shrink(variance).map((value) => Math.max(Math.sqrt(value), leastDeviation));
  return { mean: Array.from(mean), deviation: Array.from(deviation) };
}

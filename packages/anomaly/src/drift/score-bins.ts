/** Where the scores' distribution is furthest from the normal one. */
export interface ScoreDistance {
  /** Largest difference of cumulative shares, 0 to 1. */
  readonly distance: number;
  /** The share of scores that lie below the place where that is, less the share that normally does. */
  readonly difference: number;
}

/** Bins between the quantiles of normal scores, for counting others. */
export interface ScoreBins {
  /** How many there are: one more than quantiles. */
  readonly bins: number;
  /** The bin of a score: as many quantiles as lie below it. */
  binOf(score: number): number;
  /** How far counted scores, at least one, are from normal. */
  distanceOf(counts: ArrayLike<number>): ScoreDistance;
  /** About the score that a half of those counted does not exceed. */
  medianOf(counts: ArrayLike<number>): number;
}

/** Creates the bins between `quantiles` of normal scores, least to largest. */
export function createScoreBins(quantiles: readonly number[]): ScoreBins {
  const bins = quantiles.length + 1;
  return {
    bins,
    binOf(score) {
      let [low, high] = [0, quantiles.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (quantiles[middle]! < score) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    distanceOf(counts) {
      let total = 0;
      for (let bin = 0; bin < bins; bin += 1) total += counts[bin]!;
      let [below, worst] = [0, 0];
      for (const [index, quantile] of quantiles.entries()) {
        below += counts[index]!;
        // Of quantiles that are equal, the last says how many scores are no larger.
        if (quantile === quantiles[index + 1]) continue;
        const normally = index / (quantiles.length - 1);
        const difference = below / total - normally;
        if (Math.abs(difference) > Math.abs(worst)) worst = difference;
      }
      return { distance: Math.abs(worst), difference: worst };
    },
    medianOf(counts) {
      let total = 0;
      for (let bin = 0; bin < bins; bin += 1) total += counts[bin]!;
      let below = 0;
      for (const [index, quantile] of quantiles.entries()) {
        below += counts[index]!;
        if (below >= total / 2) return quantile;
      }
      return quantiles.at(-1)!;
    },
  };
}

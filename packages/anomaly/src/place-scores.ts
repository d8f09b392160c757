import type { NormalStatistics } from './normal-statistics.ts';

/** How many standard deviations each place's error lies above what is normal there: the heatmap. */
export function placeScores(errors: ArrayLike<number>, normal: NormalStatistics): Float32Array {
  return Float32Array.from(
    normal.mean,
    (mean, place) => (errors[place]! - mean) / normal.deviation[place]!,
  );
}

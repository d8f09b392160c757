import type { FootageStatistics } from './footage-statistics.ts';
import type { Observation } from './observation.ts';
import { createPlaceMeasure } from './place-measures.ts';

export interface PlaceScoresOptions {
  readonly statistics: FootageStatistics;
  /** One a place, 1 where it is left out. */
  readonly mask?: Uint8Array | undefined;
}

/**
 * Creates what scores each place of a frame: how many standard deviations it lies above what is normal
 * there, the components' added up and divided by the root of their number. Places left out have 0.
 */
export function createPlaceScores({
  statistics: { components, density },
  mask,
}: PlaceScoresOptions): (observation: Observation) => Float32Array {
  const measures = Array.from(components, ([component, normal]) => ({
    measure: createPlaceMeasure(component, density),
    mean: Float64Array.from(normal.mean),
    // Independent components together have a deviation of 1 again.
    scale: Float64Array.from(normal.deviation, (value) => 1 / value / Math.sqrt(components.size)),
  }));
  return (observation) => {
    const scores = new Float32Array(observation.errors.length);
    for (const { measure, mean, scale } of measures) {
      const values = measure(observation);
      for (let place = 0; place < scores.length; place += 1) {
        scores[place]! += (values[place]! - mean[place]!) * scale[place]!;
      }
    }
    if (mask) for (const place of scores.keys()) if (mask[place] === 1) scores[place] = 0;
    return scores;
  };
}

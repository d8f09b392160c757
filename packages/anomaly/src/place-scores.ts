import { worthOf, worthOfExcess } from './component.ts';
import type { FootageStatistics } from './footage-statistics.ts';
import type { Observation } from './observation.ts';
import { createPlaceMeasure } from './place-measures.ts';
import type { ScoreUnit } from './score-unit.ts';

export interface PlaceScoresOptions {
  readonly statistics: FootageStatistics;
  /** Default: what the components are worth, as it is. */
  readonly unit?: ScoreUnit | undefined;
  /** One a place, 1 where it is left out. */
  readonly mask?: Uint8Array | undefined;
}

/**
 * Creates what scores each place of a frame: what its components are worth, added up, less what the
 * worst places of normal frames are worth on the average, in standard deviations of that. Places left
 * out have 0.
 */
export function createPlaceScores({
  statistics,
  unit = { mean: 0, deviation: 1 },
  mask,
}: PlaceScoresOptions): (observation: Observation) => Float32Array {
  const measures = Array.from(statistics.components, ([component, normal]) => ({
    component,
    measure: createPlaceMeasure(component, statistics),
    mean: Float64Array.from(normal.mean),
    deviation: Float64Array.from(normal.deviation),
  }));
  return (observation) => {
    const worth = new Float64Array(observation.errors.length);
    for (const { component, measure, mean, deviation } of measures) {
      const values = measure(observation);
      for (let place = 0; place < worth.length; place += 1) {
        worth[place]! += worthOf(component, (values[place]! - mean[place]!) / deviation[place]!);
      }
    }
    if (statistics.components.has('logError')) {
      for (let place = 0; place < worth.length; place += 1) {
        worth[place]! += worthOfExcess(observation.errors[place]! / statistics.largestError);
      }
    }
    return Float32Array.from(worth, (value, place) =>
      mask?.[place] === 1 ? 0 : (value - unit.mean) / unit.deviation,
    );
  };
}

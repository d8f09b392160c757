import type { Grid } from '../src/grid.ts';
import type { Observation } from '../src/observation.ts';
import { seededRandom } from './seeded-random.ts';

export interface NormalFootageOptions {
  readonly seed: number;
  readonly frames: number;
  readonly grid?: Grid;
  /** Default 5. */
  readonly frameRate?: number;
}

/**
 * Made-up normal footage: a quiet noise floor, and somebody who crosses the picture every few
 * seconds, one place wide, with an error that differs from one to the next.
 */
export function normalFootage(options: NormalFootageOptions): Observation[] {
  const { seed, frames, grid = { width: 8, height: 6 }, frameRate = 5 } = options;
  const random = seededRandom(seed);
  let walker = { column: -1, row: 0, error: 0 };
  return Array.from({ length: frames }, (_, index) => {
    const errors = new Float32Array(grid.width * grid.height).map(() => 0.001 * (0.5 + random()));
    if (walker.column < 0 && random() < 0.1) {
      walker = {
        column: grid.width - 1,
        row: Math.floor(random() * grid.height),
        error: 0.02 - 0.01 * Math.log(random()),
      };
    }
    if (walker.column >= 0) {
      errors[walker.row * grid.width + walker.column]! += walker.error;
      walker = { ...walker, column: walker.column - 1 };
    }
    const timestampUs = Math.round((index * 1e6) / frameRate);
    return { errors, timestampUs, warmUp: false, discontinuous: index === 0 };
  });
}

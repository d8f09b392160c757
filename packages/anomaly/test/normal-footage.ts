import type { Grid } from '../src/grid.ts';
import type { Observation } from '../src/observation.ts';
import { seededRandom } from './seeded-random.ts';

export interface NormalFootageOptions {
  readonly seed: number;
  readonly frames: number;
  readonly grid?: Grid;
  /** Default 5. */
  readonly frameRate?: number;
  /** Features at each place: noise, and the walker's error in the first of them. Default: none. */
  readonly channels?: number;
}

/**
 * Made-up normal footage: a quiet noise floor, and somebody who crosses the picture every few
 * seconds, one place wide, with an error that differs from one to the next.
 */
export function normalFootage(options: NormalFootageOptions): Observation[] {
  const { seed, frames, grid = { width: 8, height: 6 }, frameRate = 5, channels = 0 } = options;
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
    const features = Float32Array.from({ length: channels * errors.length }, (__, at) => {
      const seen = at < errors.length ? errors[at]! : 0;
      return random() - 0.5 + 10 * seen;
    });
    const timestampUs = Math.round((index * 1e6) / frameRate);
    const observed = { errors, ...(channels > 0 && { features }) };
    return { ...observed, timestampUs, warmUp: false, discontinuous: index === 0 };
  });
}

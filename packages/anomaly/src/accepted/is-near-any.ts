import type { Grid } from '../grid.ts';
import { someNeighbour } from './some-neighbour.ts';

/** Looks by the place that they were seen at. */
export interface LooksByPlace {
  /** Numbers a look. */
  readonly size: number;
  /** `[looks, size]`, in the order of their places. */
  readonly looks: Float32Array;
  /** First look of each place, and one more entry for the end. */
  readonly first: Uint32Array;
}

/** Whether a look at `place` is nearer than `radius` to any that was seen there, or one place beside. */
export function isNearAny(
  { size, looks, first }: LooksByPlace,
  look: Float32Array,
  at: { readonly place: number; readonly grid: Grid; readonly radius: number },
): boolean {
  const limit = at.radius ** 2;
  return someNeighbour(at.place, at.grid, (place) => {
    for (let index = first[place]!; index < first[place + 1]!; index += 1) {
      let square = 0;
      const offset = index * size;
      for (let each = 0; each < size && square <= limit; each += 1) {
        square += (looks[offset + each]! - look[each]!) ** 2;
      }
      if (square <= limit) return true;
    }
    return false;
  });
}

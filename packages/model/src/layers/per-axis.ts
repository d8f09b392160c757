import type { PerAxis } from '../spec/sizes.ts';

/** A spec's `perAxis` value as one number for each of `rank` spatial axes. */
export function perAxis(value: PerAxis, rank: number): readonly number[] {
  if (rank === 0)
    throw new RangeError('the map has no spatial axes; put a reshape that gives it some before');
  if (typeof value === 'number') return Array.from({ length: rank }, () => value);
  if (value.length !== rank) {
    throw new RangeError(
      `[${value.join(', ')}] has ${value.length} numbers for ${rank} spatial axes; give one number, or one for each axis`,
    );
  }
  return value;
}

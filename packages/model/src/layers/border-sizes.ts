import type { Borders } from '../spec/sizes.ts';

/** A spec's `borders` as all beginnings, then all ends, of `rank` spatial axes. */
export function borderSizes(value: Borders, rank: number): readonly number[] {
  if (typeof value === 'number') return Array.from({ length: 2 * rank }, () => value);
  if (value.length !== 2 * rank) {
    throw new RangeError(
      `[${value.join(', ')}] has ${value.length} numbers for ${rank} spatial axes; give one number, or ${2 * rank}: all beginnings, then all ends`,
    );
  }
  return value;
}

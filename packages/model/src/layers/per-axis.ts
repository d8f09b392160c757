/** A spec's `perAxis` value as one number for each of `rank` spatial axes. */
export function perAxis(value: number | readonly number[], rank: number): readonly number[] {
  if (typeof value === 'number') return Array.from({ length: rank }, () => value);
  if (value.length !== rank) {
    throw new RangeError(
      `[${value.join(', ')}] has ${value.length} numbers for ${rank} spatial axes; give one number, or one for each axis`,
    );
  }
  return value;
}

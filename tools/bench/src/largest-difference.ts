/** The largest difference between two lists, element by element; NaN where one has a NaN. Throws RangeError where one is longer. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`${a.length} numbers against ${b.length}`);
  let largest = 0;
  for (let index = 0; index < a.length; index += 1)
    largest = Math.max(largest, Math.abs(a[index]! - b[index]!));
  return largest;
}

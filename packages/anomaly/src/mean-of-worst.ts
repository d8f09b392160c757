/** The mean of the `count` largest of `values` (of all where there are fewer). */
export function meanOfWorst(values: Float32Array, count: number): number {
  const worst = values.toSorted().subarray(Math.max(0, values.length - count));
  return worst.reduce((sum, value) => sum + value, 0) / worst.length;
}

/**
 * The mean of the `count` largest of `values` (of all where there are fewer), those not counted that
 * `mask` has a 1 for. 0 of none.
 */
export function meanOfWorst(values: Float32Array, count: number, mask?: Uint8Array): number {
  const counted = mask ? values.filter((_, place) => mask[place] !== 1) : values;
  const worst = counted.toSorted().subarray(Math.max(0, counted.length - count));
  return worst.reduce((sum, value) => sum + value, 0) / Math.max(1, worst.length);
}

/** The value that a share (0 to 1) of `values` does not exceed. At least one value. */
export function quantile(values: Iterable<number>, share: number): number {
  const sorted = Float64Array.from(values).toSorted();
  return sorted[Math.round(share * (sorted.length - 1))]!;
}

/** A curve as two lists of the same length, in order of time. */
export interface Curve {
  /** Seconds. */
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/**
 * Keeps at most `limit` points (at least 4) in such a way that no peak is lost: of each stretch of
 * time its lowest and its highest point stay, as they are.
 */
export function thinCurve(curve: Curve, limit: number): Curve {
  const { times, values } = curve;
  if (times.length <= limit) return curve;
  const stretches = Math.max(1, Math.floor(limit / 2));
  const keep: number[] = [];
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = Math.floor((stretch * times.length) / stretches);
    const to = Math.floor(((stretch + 1) * times.length) / stretches);
    let lowest = from;
    let highest = from;
    for (let i = from + 1; i < to; i += 1) {
      if (values[i]! < values[lowest]!) lowest = i;
      if (values[i]! > values[highest]!) highest = i;
    }
    keep.push(Math.min(lowest, highest));
    if (lowest !== highest) keep.push(Math.max(lowest, highest));
  }
  return { times: keep.map((i) => times[i]!), values: keep.map((i) => values[i]!) };
}

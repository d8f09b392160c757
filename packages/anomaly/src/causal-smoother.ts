/** A running exponential mean. It never looks ahead. */
export interface CausalSmoother {
  /** Takes the next value, at a media time in microseconds, and gives the smoothed one. */
  next(value: number, timestampUs: number): number;
  /** Forgets everything: the next value comes out as it went in. */
  restart(): void;
}

/**
 * Creates a smoother with a time constant in seconds: after a step in the input its output has
 * gone 63 % of the way. 0 passes values through. Right for uneven time steps as well.
 */
export function createCausalSmoother(timeConstantSeconds: number): CausalSmoother {
  let last: { readonly value: number; readonly timestampUs: number } | undefined;
  return {
    next(value, timestampUs) {
      const seconds = last ? Math.max(0, timestampUs - last.timestampUs) / 1e6 : 0;
      const kept = last && timeConstantSeconds > 0 ? Math.exp(-seconds / timeConstantSeconds) : 0;
      const smoothed = kept * (last?.value ?? 0) + (1 - kept) * value;
      last = { value: smoothed, timestampUs };
      return smoothed;
    },
    restart() {
      last = undefined;
    },
  };
}

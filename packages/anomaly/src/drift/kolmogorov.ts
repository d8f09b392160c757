/**
 * How often the largest distance between two distributions' cumulative shares comes out at least as
 * large as `distance` by chance, for samples of effective sizes `first` and `second` from one
 * distribution: the two-sample Kolmogorov–Smirnov test, with Stephens' correction for small samples
 * ("Use of the Kolmogorov–Smirnov, Cramér–von Mises and related statistics", 1970).
 */
export function kolmogorovSignificance(
  distance: number,
  { first, second }: { readonly first: number; readonly second: number },
): number {
  if (!(first > 0 && second > 0)) return 1;
  const root = Math.sqrt((first * second) / (first + second));
  return survival((root + 0.12 + 0.11 / root) * distance);
}

/** The probability of a Kolmogorov-distributed value above `x`. */
function survival(x: number): number {
  // Below, it is 1 to seven digits, and the sum would take long to come to it.
  if (x < 0.3) return 1;
  let sum = 0;
  for (let term = 1; term <= 100; term += 1) {
    const part = Math.exp(-2 * term * term * x * x);
    sum += term % 2 === 1 ? part : -part;
    if (part < 1e-17) break;
  }
  return Math.min(1, Math.max(0, 2 * sum));
}

/** Count, mean and sum of squared deviations of the error at each place. */
export interface Moments {
  readonly count: number;
  /** One a place. */
  readonly mean: Float64Array;
  /** One a place: Σ (x − mean)². */
  readonly squares: Float64Array;
}

/** Moments of nothing at `places` places. */
export function emptyMoments(places: number): Moments {
  return { count: 0, mean: new Float64Array(places), squares: new Float64Array(places) };
}

/**
 * Moments of the footage that `a` and `b` saw, taken together: the pairwise update of Chan, Golub
 * and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances" (1979).
 */
export function mergeMoments(a: Moments, b: Moments): Moments {
  const count = a.count + b.count;
  if (count === 0) return a;
  const share = b.count / count;
  const weight = a.count * share;
  return {
    count,
    mean: a.mean.map((mean, place) => mean + (b.mean[place]! - mean) * share),
    squares: a.squares.map(
      (squares, place) =>
        squares + b.squares[place]! + (b.mean[place]! - a.mean[place]!) ** 2 * weight,
    ),
  };
}

/** Moments after one more frame's `errors`, one a place (Welford 1962). */
export function addToMoments(moments: Moments, errors: ArrayLike<number>): Moments {
  const one = Float64Array.from(errors);
  return mergeMoments(moments, { count: 1, mean: one, squares: new Float64Array(one.length) });
}

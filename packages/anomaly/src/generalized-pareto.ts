/**
 * The generalised Pareto distribution of excesses y ≥ 0:
 * P(Y > y) = (1 + shape·y/scale)^(−1/shape), exp(−y/scale) at shape 0.
 */
export interface GeneralizedPareto {
  /** > 0, in units of y. */
  readonly scale: number;
  /** 0: exponential tail. Above: heavier. Below: the tail ends at −scale/shape. */
  readonly shape: number;
}

/** What is believed of the shape before seeing any excess: a normal distribution. */
export interface ShapePrior {
  readonly mean: number;
  readonly deviation: number;
}

export interface GeneralizedParetoFitOptions {
  /** Default: none, plain maximum likelihood. */
  readonly prior?: ShapePrior;
  /** How many of the excesses are independent. Default: all. */
  readonly independent?: number;
}

/** The shapes among which a fit looks. Below −0.5 maximum likelihood loses its guarantees (Smith 1985), above 0.5 the variance is infinite. */
const shapeRange = { from: -0.5, to: 0.5 } as const;

const goldenSection = (Math.sqrt(5) - 1) / 2;

/** The scale that fits best at a given shape: the one root of the score equation, which falls with the scale. */
function bestScale(excesses: readonly number[], shape: number): number {
  const largest = Math.max(...excesses);
  const surplus = (scale: number) =>
    excesses.reduce((sum, y) => sum + ((1 + shape) * y) / (scale + shape * y), -excesses.length);
  let low = Math.max(largest * 1e-9, -shape * largest * (1 + 1e-9));
  let high = 2 * largest;
  while (surplus(high) > 0) high *= 2;
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (low + high) / 2;
    if (surplus(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function logLikelihood(excesses: readonly number[], { scale, shape }: GeneralizedPareto): number {
  const perExcess =
    Math.abs(shape) < 1e-9
      ? (y: number) => y / scale
      : (y: number) => (1 + 1 / shape) * Math.log1p((shape * y) / scale);
  return excesses.reduce((sum, y) => sum - perExcess(y), -excesses.length * Math.log(scale));
}

/**
 * Fits a generalised Pareto to positive excesses by maximum likelihood on the profile over the
 * shape (as Grimshaw 1993 reduces it to one dimension), penalised by a prior on the shape (Coles &
 * Dixon 1999; Martins & Stedinger 2000): a handful of excesses says next to nothing about the
 * shape, and a wild shape ruins every extrapolation. With many the prior fades. Excesses that come
 * in clusters weigh against it as much as there are clusters.
 *
 * @throws RangeError where there is no excess, or one is not a positive number.
 */
export function fitGeneralizedPareto(
  excesses: readonly number[],
  { prior, independent = excesses.length }: GeneralizedParetoFitOptions = {},
): GeneralizedPareto {
  if (excesses.length === 0 || !excesses.every((y) => y > 0 && Number.isFinite(y))) {
    throw new RangeError('a generalised Pareto is fitted to one or more finite excesses above 0');
  }
  const fitAt = (shape: number) => {
    const fit = { scale: bestScale(excesses, shape), shape };
    const penalty = prior ? ((shape - prior.mean) / prior.deviation) ** 2 / 2 : 0;
    const weight = independent / excesses.length;
    return { fit, value: weight * logLikelihood(excesses, fit) - penalty };
  };
  let { from, to } = shapeRange as { from: number; to: number };
  while (to - from > 1e-5) {
    const left = to - goldenSection * (to - from);
    const right = from + goldenSection * (to - from);
    if (fitAt(left).value > fitAt(right).value) to = right;
    else from = left;
  }
  return fitAt((from + to) / 2).fit;
}

import {
  add,
  div,
  mul,
  reduceSum,
  relu,
  reshape,
  sqrt,
  square,
  sub,
  sum,
  type Value,
} from '@presage/model';

/** One weight on its way through an optimiser step. */
export interface AdamState {
  readonly weight: Value;
  /** Running mean of the gradient. */
  readonly mean: Value;
  /** Running mean of the squared gradient. */
  readonly meanSquare: Value;
}

export interface AdamOptions {
  /** Scalar: the learning rate with the bias corrections in it, see {@link adamStepSize}. */
  readonly stepSize: Value;
  /** Default 0.9. */
  readonly beta1?: number;
  /** Default 0.999. */
  readonly beta2?: number;
  /** Default 1e-8. */
  readonly epsilon?: number;
}

/** Adam (Kingma & Ba 2015, the efficient order at the end of section 2) as nodes of a graph. */
export function adam(
  { weight, mean, meanSquare }: AdamState,
  gradient: Value,
  { stepSize, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions,
): AdamState {
  const nextMean = add(mul(mean, beta1), mul(gradient, 1 - beta1));
  const nextMeanSquare = add(mul(meanSquare, beta2), mul(square(gradient), 1 - beta2));
  const change = div(mul(nextMean, stepSize), add(sqrt(nextMeanSquare), epsilon));
  return { weight: sub(weight, change), mean: nextMean, meanSquare: nextMeanSquare };
}

/** The step size of the `step`th step, counted from 1, for betas 0.9 and 0.999. */
export function adamStepSize(learningRate: number, step: number): number {
  return (learningRate * Math.sqrt(1 - 0.999 ** step)) / (1 - 0.9 ** step);
}

/** Scales gradients together so that their common norm is at most `limit` (Pascanu et al. 2013). */
export function clipByNorm(gradients: readonly Value[], limit: number): readonly Value[] {
  const squares = gradients.map((gradient) => total(square(gradient)));
  const norm = sqrt(sum(squares));
  // max(1, norm / limit)
  const excess = add(relu(add(mul(norm, 1 / limit), -1)), 1);
  return gradients.map((gradient) => div(gradient, excess));
}

function total(x: Value): Value {
  return reshape(
    reduceSum(
      x,
      x.shape.map((_, axis) => axis),
    ),
    [1],
  );
}

import { createCausalSmoother } from './causal-smoother.ts';

/** A frame's score before smoothing, and where it stands in its stream. */
export interface UnsmoothedScore {
  readonly value: number;
  /** Media time in microseconds. */
  readonly timestampUs: number;
  /** Too soon after a reset of the model. */
  readonly warmUp: boolean;
  /** The frame does not follow from the one before. */
  readonly discontinuous: boolean;
}

/**
 * Creates the smoothing of a stream's scores. It starts over at every discontinuity and once more
 * when the warm-up ends, so that the large errors of a model without memory do not linger.
 */
export function createScoreSmoother(
  timeConstantSeconds: number,
): (score: UnsmoothedScore) => number {
  const smoother = createCausalSmoother(timeConstantSeconds);
  let warmingUp = false;
  return ({ value, timestampUs, warmUp, discontinuous }) => {
    if (discontinuous || (warmingUp && !warmUp)) smoother.restart();
    warmingUp = warmUp;
    return smoother.next(value, timestampUs);
  };
}

import * as z from 'zod';

/**
 * What a place is judged by.
 *
 * - `error`: how wrong the prediction was
 * - `logError`: its logarithm, by which a place that is always hard to predict and one that never is
 *   are measured alike
 * - `density`: how unlike the hidden state is to that of normal footage at the place
 */
export const componentSchema = z.enum(['error', 'logError', 'density']);

export type Component = z.infer<typeof componentSchema>;

/** Errors are squares in elements 0..1: less than a step of 8 bits, (1/255)² = 1.5e-5, is hardly one. */
const noError = 1e-5;

/** The logarithms of some errors, the smallest not told apart. */
export function logErrors(errors: ArrayLike<number>): Float32Array {
  return Float32Array.from(errors, (error) => Math.log(error + noError));
}

/** The least standard deviations that normal footage is believed to have. */
export const leastDeviation: Readonly<Record<Component, number>> = {
  /** Error variance left by rounding to 8 bits, (1/255)²/12: no place can be surer than that. */
  error: (1 / 255) ** 2 / 12,
  /** What that makes of no error. */
  logError: Math.log1p((1 / 255) ** 2 / 12 / noError),
  /** Distances of independent normals vary by √½; a tenth of that is left to places that never move. */
  density: 0.07,
};

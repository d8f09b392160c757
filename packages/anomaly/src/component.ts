import * as z from 'zod';

/**
 * What a place is judged by.
 *
 * - `error`: how wrong the prediction was, in standard deviations above what is normal there
 * - `logError`: the logarithm of how wrong it was, by which a place that is always hard to predict and
 *   one that never is are measured alike
 * - `density`: how unlike the hidden state is to that of normal footage at the place
 *
 * Of the last two the logarithm of 1 + the standard deviations above normal counts, which makes their
 * tails light and comparable; what lies below normal counts as normal.
 */
export const componentSchema = z.enum(['error', 'logError', 'density']);

export type Component = z.infer<typeof componentSchema>;

/** What so many standard deviations of a component are worth in a place's score. */
export function worthOf(component: Component, deviations: number): number {
  return component === 'error' ? deviations : Math.log1p(Math.max(0, deviations));
}

/**
 * What an error is worth by itself for each time that it is larger than what may be normal. Much: what is
 * beyond all doubt shall alarm at once, on seconds of footage, too, from which thresholds are guesses.
 */
const excessWorth = 60;

/** Times the largest error of the footage: later normal footage goes beyond it, but hardly so far. */
const normalTimes = 2;

/**
 * What an error is worth beside its logarithm, `times` as large as the largest of any place of normal
 * frames: nothing up to twice as much, and ever more beyond, wherever it is. Logarithms tell what is
 * unusual from what is usual, but the wrong by far hardly from the wrong.
 */
export function worthOfExcess(times: number): number {
  return excessWorth * Math.max(0, times - normalTimes);
}

/** Errors are squares in elements 0..1. Their variance by rounding to 8 bits: no place can be surer than that. */
export const leastErrorDeviation = (1 / 255) ** 2 / 12;
/** Less than a step of 8 bits is hardly an error, on whatever camera. */
export const leastErrorFloor = 1e-5;
/** Distances of independent normals vary by √½; a tenth of that is left to places that never move. */
export const leastDistanceDeviation = 0.07;

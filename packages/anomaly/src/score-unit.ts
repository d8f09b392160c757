import * as z from 'zod';
import type { Component } from './component.ts';
import type { TimedScore } from './timed-score.ts';

/** What scores are counted in: mean and standard deviation of what normal frames are worth. */
export const scoreUnitSchema = z.strictObject({
  mean: z.number(),
  deviation: z.number().positive(),
});

export type ScoreUnit = z.infer<typeof scoreUnitSchema>;

/** A tenth of e-fold: where nothing ever moves, that much is nothing yet. */
const leastDeviation = 0.1;

/**
 * The unit of scores, from normal frames' scores without one, at least one; undefined where a score is in
 * standard deviations by itself. It is the same for all frames, so it changes no alarm, only how scores read.
 */
export function scoreUnitOf(
  scores: readonly TimedScore[],
  components: readonly Component[],
): ScoreUnit | undefined {
  if (components.every((component) => component === 'error')) return undefined;
  const mean = scores.reduce((sum, { score }) => sum + score, 0) / scores.length;
  const square = scores.reduce((sum, { score }) => sum + (score - mean) ** 2, 0);
  const deviation = Math.max(leastDeviation, Math.sqrt(square / scores.length));
  return { mean: Number(mean.toPrecision(7)), deviation: Number(deviation.toPrecision(7)) };
}

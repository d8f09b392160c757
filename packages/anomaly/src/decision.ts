import * as z from 'zod';

/** How a run of scores becomes an event. */
export const decisionSchema = z.strictObject({
  /** An event ends below this share of the threshold (hysteresis). */
  leaveShare: z.number().min(0).max(1),
  /** An event is told once the score stayed above the leave level this long after it reached the threshold. */
  minimumSeconds: z.number().nonnegative(),
  /** An event ends once the score stayed below the leave level this long; until then it is the same event. */
  coolDownSeconds: z.number().nonnegative(),
});

export type Decision = z.infer<typeof decisionSchema>;

/** 0.7 of the threshold, 0.4 s (three frames at 5 a second), 2 s. */
export const defaultDecision: Decision = {
  leaveShare: 0.7,
  minimumSeconds: 0.4,
  coolDownSeconds: 2,
};

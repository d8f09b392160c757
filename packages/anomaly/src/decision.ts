import * as z from 'zod';

/** How a run of scores becomes an event; the states are in {@link createDecider}. */
export const decisionSchema = z.strictObject({
  /** A frame belongs to an event down to this share of the threshold (hysteresis). */
  leaveShare: z.number().min(0).max(1),
  /** An event is told once the score stayed above the leave level this long after it reached the threshold. */
  minimumSeconds: z.number().nonnegative(),
  /** A dip below the leave level that is no longer than this belongs to the event. */
  mergeSeconds: z.number().nonnegative(),
  /**
   * After an event has left off, what would be another one within this time is the same event still,
   * and no new alarm. No shorter than `mergeSeconds`: where it is, that counts.
   */
  coolDownSeconds: z.number().nonnegative(),
});

export type Decision = z.infer<typeof decisionSchema>;

/** 0.7 of the threshold, 0.4 s (three frames at 5 a second), dips of 2 s, 5 s of cool-down. */
export const defaultDecision: Decision = {
  leaveShare: 0.7,
  minimumSeconds: 0.4,
  mergeSeconds: 2,
  coolDownSeconds: 5,
};

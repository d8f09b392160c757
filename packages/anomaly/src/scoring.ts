import * as z from 'zod';

/** How a frame's score comes from the scores of its places. Belongs to the calibration: a threshold only means something for the score it was measured with. */
export const scoringSchema = z.strictObject({
  /** The frame's score is the mean of this many worst places. */
  worstPlaces: z.int().positive(),
  /** Time constant of the smoothing over time. */
  smoothingSeconds: z.number().nonnegative(),
});

export type Scoring = z.infer<typeof scoringSchema>;

/** Five places: a person is larger than one. Half a second: two to three frames at 5 a second. */
export const defaultScoring: Scoring = { worstPlaces: 5, smoothingSeconds: 0.5 };

import * as z from 'zod';
import { componentSchema } from './component.ts';

/** How a frame's score comes from its places. Belongs to the calibration: a threshold only means something for the score it was measured with. */
export const scoringSchema = z.strictObject({
  /** What a place is judged by; scores of several are added. */
  components: z.array(componentSchema).min(1),
  /** The frame's score is the mean of this many worst places. */
  worstPlaces: z.int().positive(),
  /** Time constant of the smoothing over time. */
  smoothingSeconds: z.number().nonnegative(),
});

export type Scoring = z.infer<typeof scoringSchema>;

/** Five places: a person is larger than one. Half a second: two to three frames at 5 a second. */
export const defaultScoring: Scoring = {
  components: ['logError', 'density'],
  worstPlaces: 5,
  smoothingSeconds: 0.5,
};

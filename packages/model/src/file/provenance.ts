import { z } from 'zod';

/** Checks and types {@link Provenance}. */
export const provenanceSchema = z.object({
  learnedFrom: z.array(z.string()).optional(),
  learnedAt: z.iso.datetime({ offset: true }).optional(),
  frames: z.int().nonnegative().optional(),
  steps: z.int().nonnegative().optional(),
  seconds: z.number().nonnegative().optional(),
});

/**
 * Where a model comes from: names of the videos (passwords taken out), moment (ISO 8601), frames
 * seen, optimiser steps, seconds it took. All of it optional.
 */
export type Provenance = z.infer<typeof provenanceSchema>;

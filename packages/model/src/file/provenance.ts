import { z } from 'zod';

const importedFromSchema = z.object({
  file: z.string(),
  framework: z.string(),
  version: z.string().optional(),
});

/** The file that a model was made from, as its name alone, and the framework that wrote it. */
export type ImportedFrom = z.infer<typeof importedFromSchema>;

const leftOutSchema = z.object({
  video: z.string().optional(),
  start: z.number().nonnegative(),
  end: z.number().nonnegative(),
});

/** Checks and types {@link Provenance}. */
export const provenanceSchema = z.object({
  learnedFrom: z.array(z.string()).optional(),
  learnedAt: z.iso.datetime({ offset: true }).optional(),
  frames: z.int().nonnegative().optional(),
  steps: z.int().nonnegative().optional(),
  seconds: z.number().nonnegative().optional(),
  leftOut: z.array(leftOutSchema).optional(),
  importedFrom: importedFromSchema.optional(),
});

/**
 * Where a model comes from: names of the videos (passwords taken out), moment (ISO 8601), frames
 * seen, optimiser steps, seconds it took, parts of the videos that were left out as not normal (seconds); for a model made elsewhere, what it was imported from. All
 * of it optional.
 */
export type Provenance = z.infer<typeof provenanceSchema>;

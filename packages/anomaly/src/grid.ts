import * as z from 'zod';

/** The grid of patches that the picture is divided into; places are counted row by row. */
export const gridSchema = z.strictObject({
  /** Patches side by side. */
  width: z.int().positive(),
  /** Patches on top of each other. */
  height: z.int().positive(),
});

export type Grid = z.infer<typeof gridSchema>;

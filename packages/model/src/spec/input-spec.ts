import { z } from 'zod';
import { hasKey, schemaByForm } from './schema-by-form.ts';
import { positive } from './sizes.ts';

/** Frames a second of media time. */
const frameRate = z.number().positive();

/** Frames as bytes; the network sees elements 0..1. */
export const pictureInputSchema = z.strictObject({
  /** Pixels. */
  width: positive,
  /** Pixels. */
  height: positive,
  format: z.enum(['gray8', 'rgb24']).default('gray8'),
  frameRate,
});

/** Float32 maps of one, two or three dimensions, or vectors, as they are. */
export const arrayInputSchema = z.strictObject({
  /** Of one step: channels and spatial sizes, in the order of `layout`; of a vector, its length. */
  shape: z.array(positive).min(1).max(4),
  /** Of the input, and of the output where that has spatial axes. */
  layout: z.enum(['channelsFirst', 'channelsLast']).default('channelsFirst'),
  frameRate: frameRate.optional(),
});

/** What a network takes at each step. */
export const inputSchema = schemaByForm((value) =>
  hasKey(value, 'shape') ? arrayInputSchema : pictureInputSchema,
);

export type PictureInput = z.output<typeof pictureInputSchema>;
export type ArrayInput = z.output<typeof arrayInputSchema>;

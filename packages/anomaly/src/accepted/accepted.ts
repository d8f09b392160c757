import * as z from 'zod';
import { packedNumbersSchema } from '../packed-numbers.ts';

/** Looks of places, to be known again by the model's features. */
const featureLooksSchema = z.strictObject({
  kind: z.literal('features'),
  channels: z.int().positive(),
  /** What a feature of each channel is divided by: how much it varies. */
  scale: packedNumbersSchema,
  /** A place looks like another where they are no further apart than this. */
  radius: z.number().positive(),
  /** What one unit of the numbers below stands for. */
  step: z.number().positive(),
  /** Little-endian uint16 in base64: the place that each look was seen at, in ascending order. */
  places: z.base64(),
  /** int8 in base64, `[looks, 2 · channels]`. */
  looks: z.base64(),
});

export type FeatureLooks = z.infer<typeof featureLooksSchema>;

/** Of a model without features there is only how large its errors were, one a place; 0 where they were normal. */
const errorLevelsSchema = z.strictObject({
  kind: z.literal('errors'),
  levels: packedNumbersSchema,
});

export type ErrorLevels = z.infer<typeof errorLevelsSchema>;

/** What an event looked like. */
export const acceptedLooksSchema = z.discriminatedUnion('kind', [
  featureLooksSchema,
  errorLevelsSchema,
]);

export type AcceptedLooks = z.infer<typeof acceptedLooksSchema>;

/** An event that was marked normal: what is like it where it was no longer counts. */
export const acceptedEventSchema = z.strictObject({
  /** Number of the mark, never given twice for a model. */
  id: z.int().positive(),
  /** When it was marked (ISO 8601). */
  marked: z.iso.datetime(),
  /** Name of the video that shows it, and when there, in seconds. */
  video: z.string(),
  start: z.number(),
  end: z.number(),
  /** Its highest score before. */
  peakScore: z.number(),
  /** What the user calls it. */
  note: z.string().optional(),
  looks: acceptedLooksSchema,
});

export type AcceptedEvent = z.infer<typeof acceptedEventSchema>;

/** All that the user called normal. */
export const acceptedSchema = z.array(acceptedEventSchema);

export type Accepted = z.infer<typeof acceptedSchema>;

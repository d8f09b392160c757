import { InputError } from '@presage/core';
import * as z from 'zod';
import { tailSchema } from './tail.ts';

/**
 * All of a calibration that a threshold follows from: kept beside stored scores, it gives them the
 * threshold for any number of false alarms without the model.
 */
export const thresholdBasisSchema = z.object({
  tail: tailSchema,
  heldBack: z.object({ seconds: z.number().positive() }),
  /** What the model was learned for. */
  falseAlarmsPerDay: z.number().positive().optional(),
});

export type ThresholdBasis = z.infer<typeof thresholdBasisSchema>;

/** The part of a calibration that its thresholds follow from. */
export function thresholdBasisOf({
  tail,
  heldBack,
  falseAlarmsPerDay,
}: ThresholdBasis): ThresholdBasis {
  return {
    tail,
    heldBack: { seconds: heldBack.seconds },
    ...(falseAlarmsPerDay !== undefined && { falseAlarmsPerDay }),
  };
}

/**
 * Checks a basis read from a file.
 *
 * @throws InputError `threshold-basis-damaged`.
 */
export function parseThresholdBasis(value: unknown): ThresholdBasis {
  const parsed = thresholdBasisSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InputError({
    code: 'threshold-basis-damaged',
    message: `What thresholds follow from cannot be read: ${z.prettifyError(parsed.error)}. Score the video again, or give the model with --model.`,
    cause: parsed.error,
  });
}

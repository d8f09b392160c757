import { bytesPerPixel } from '@presage/core';
import { z } from 'zod';
import { checkStepSize, frameNeedsSchema, modelDescriptionSchema } from './model-description.ts';

const { spec, states, outputs, warmUpFrames } = modelDescriptionSchema.shape;

/** Reads a description of format 1, whose models all take frames, as one of today's. */
export const descriptionFormatOneSchema = z
  .object({
    spec,
    needs: frameNeedsSchema,
    frameInput: z.string().min(1),
    states,
    outputs,
    warmUpFrames,
  })
  .transform(({ frameInput, needs, ...rest }) => ({
    ...rest,
    needs,
    input: {
      name: frameInput,
      type: 'uint8' as const,
      shape: [needs.height, needs.width, bytesPerPixel[needs.format]],
    },
    batch: 'free' as const,
    precision: 'float32' as const,
  }))
  .superRefine(checkStepSize);

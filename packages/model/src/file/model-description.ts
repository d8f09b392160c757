import { z } from 'zod';
import { networkSpecSchema } from '../spec/network-spec.ts';

const size = z.int().positive();
const shape = z.array(size);
const name = z.string().min(1);

/** Checks and types {@link ModelDescription}. */
export const modelDescriptionSchema = z.object({
  spec: networkSpecSchema.optional(),
  needs: z.object({
    width: size,
    height: size,
    format: z.enum(['gray8', 'rgb24']),
    frameRate: z.number().positive(),
  }),
  frameInput: name,
  states: z.array(z.object({ input: name, output: name, shape })),
  outputs: z.array(z.object({ name, shape })).min(1),
  warmUpFrames: z.int().nonnegative(),
});

/**
 * What a runtime must know of a step graph.
 *
 * - `spec`: the network spec that the graph was made from; a step graph from elsewhere has none, and
 *   the runtime needs none
 * - `needs`: the frames it takes; pixels, pixel format, frames a second
 * - `frameInput`: name of the graph's `uint8` input `[N, height, width, channels]`
 * - `states`: which output is which input of the next step, by name; `float32`, shape without batch
 * - `outputs`: the results; `float32`, shape without batch
 * - `warmUpFrames`: frames after a reset whose results are not to be trusted yet
 */
export type ModelDescription = z.infer<typeof modelDescriptionSchema>;

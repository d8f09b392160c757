import { z } from 'zod';
import { layerSchema } from './layer-spec.ts';

const positive = z.int().positive();

/**
 * A network for video as data: frames in, a picture of the same size out, and how far that picture
 * is from the truth. From one spec come the step graph, the unrolled graph and the training graph.
 */
export const networkSpecSchema = z.strictObject({
  input: z.strictObject({
    /** Pixels. */
    width: positive,
    /** Pixels. */
    height: positive,
    format: z.enum(['gray8', 'rgb24']).default('gray8'),
    /** Frames a second of media time. */
    frameRate: z.number().positive(),
  }),
  layers: z.array(layerSchema).min(1),
  /** What the output is compared with: the frame after the last one seen, or that frame itself. */
  target: z.enum(['next', 'same']).default('next'),
  /** Side of the square patches that the squared error is averaged over, in pixels. */
  patchSize: positive,
  /** Frames after a reset that are not judged yet. */
  warmUpFrames: z.int().nonnegative(),
});

/** A checked spec, defaults filled in. */
export type NetworkSpec = z.output<typeof networkSpecSchema>;
/** A spec as written down. */
export type NetworkSpecInput = z.input<typeof networkSpecSchema>;

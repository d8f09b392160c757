import { z } from 'zod';
import { inputSchema, pictureInputSchema } from './input-spec.ts';
import { layerSchema } from './layer-spec.ts';
import { hasKey, schemaByForm } from './schema-by-form.ts';
import { positive } from './sizes.ts';

const network = {
  /** In an order in which each comes after those that it takes. The last one's output is the network's. */
  layers: z.array(layerSchema).min(1),
  /** Frames after a reset that are not judged yet. */
  warmUpFrames: z.int().nonnegative(),
};

/** Frames in, a picture of the same size out, and how far that picture is from the truth. */
export const comparingNetworkSpecSchema = z.strictObject({
  input: pictureInputSchema,
  ...network,
  /** What the output is compared with: the frame after the last one seen, or that frame itself. */
  target: z.enum(['next', 'same']).default('next'),
  /** Side of the square patches that the squared error is averaged over, in pixels. */
  patchSize: positive,
});

/** Frames or arrays in, and out what the last layer gives. */
const plainSchema = z.strictObject({
  input: inputSchema,
  ...network,
  target: z.literal('none'),
});

const isPlain = (value: unknown): boolean =>
  (hasKey(value, 'target') && value.target === 'none') ||
  (hasKey(value, 'input') && hasKey(value.input, 'shape'));

/**
 * A network for video, or for any maps that come one after the other, as data. From one spec come the
 * step graph, the unrolled graph and the training graph. `target` says which of two forms it has:
 * compared with frames (`next`, `same`), or not compared (`none`), which alone takes arrays.
 */
export const networkSpecSchema = schemaByForm<
  typeof comparingNetworkSpecSchema | typeof plainSchema
>((value) => (isPlain(value) ? plainSchema : comparingNetworkSpecSchema));

/** A checked spec, defaults filled in. */
export type NetworkSpec = z.output<typeof networkSpecSchema>;
/** A spec as written down. */
export type NetworkSpecInput = z.input<typeof networkSpecSchema>;
/** A network whose output is compared with frames. */
export type ComparingNetworkSpec = z.output<typeof comparingNetworkSpecSchema>;
/** A network whose output is its result. */
export type PlainNetworkSpec = z.output<typeof plainSchema>;

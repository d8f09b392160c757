import { bytesPerPixel } from '@presage/core';
import { z } from 'zod';
import { elementCount } from '../graph/value.ts';
import { mostElements } from '../most-elements.ts';
import { networkSpecSchema } from '../spec/network-spec.ts';

const size = z.int().positive();
const shape = z.array(size);
const name = z.string().min(1);

/** Checks and types what a model that takes a video's frames says of them. */
export const frameNeedsSchema = z.object({
  width: size,
  height: size,
  format: z.enum(['gray8', 'rgb24']),
  frameRate: z.number().positive(),
});

interface Shaped {
  readonly shape: readonly number[];
}

interface StepTensors {
  readonly input: Shaped;
  readonly states: readonly Shaped[];
  readonly outputs: readonly Shaped[];
}

/** Refuses a step whose tensors no memory holds: it is taken when the model is opened. */
export function checkStepSize(
  { input, states, outputs }: StepTensors,
  context: z.RefinementCtx,
): void {
  const counts = [input, ...states, ...outputs].map((tensor) => elementCount(tensor.shape));
  const elements = counts.reduce((sum, count) => sum + count, 0);
  if (elements <= mostElements) return;
  context.addIssue({
    code: 'custom',
    message: `a step takes and gives ${elements.toLocaleString('en-US')} elements, and at most ${mostElements.toLocaleString('en-US')} can be`,
  });
}

/** Checks and types {@link ModelDescription}. */
export const modelDescriptionSchema = z
  .object({
    spec: networkSpecSchema.optional(),
    input: z.object({ name, type: z.enum(['uint8', 'float32']), shape }),
    needs: frameNeedsSchema.optional(),
    batch: z.enum(['free', 'fixed']).default('free'),
    states: z.array(z.object({ input: name, output: name, shape })),
    outputs: z.array(z.object({ name, shape })).min(1),
    warmUpFrames: z.int().nonnegative(),
    precision: z.enum(['float32', 'float16', 'int8']).default('float32'),
  })
  .superRefine(checkStepSize)
  .superRefine(({ needs, input, batch }, context) => {
    if (!needs) return;
    const frame = [needs.height, needs.width, bytesPerPixel[needs.format]];
    const wanted = batch === 'fixed' ? [1, ...frame] : frame;
    if (input.type === 'uint8' && input.shape.join() === wanted.join()) return;
    context.addIssue({
      code: 'custom',
      path: ['input'],
      message: `frames of ${needs.width}×${needs.height} ${needs.format} are uint8 [${wanted.join(', ')}], not ${input.type} [${input.shape.join(', ')}]`,
    });
  });

/**
 * What a runtime must know of a step graph (format 2).
 *
 * - `spec`: the network spec that the graph was made from; a step graph from elsewhere has none, and
 *   the runtime needs none
 * - `input`: the graph's one input beside the states, as one step takes it
 * - `needs`: where a step takes a video's frames, which; pixels, pixel format, frames a second. The
 *   input is then `uint8`, `[height, width, channels]`, rows from the top. Without it, the model
 *   takes arrays
 * - `batch`: `free`, the default: axis 0 of every tensor is a batch of any size, and shapes here are
 *   without it. `fixed`: shapes here are the graph's own, whole, and each run takes one stream
 * - `states`: which output is which input of the next step, by name; `float32`
 * - `outputs`: the results; `float32`
 * - `warmUpFrames`: steps after a reset whose results are not to be trusted yet
 * - `precision`: what the graph computes in. Inputs, outputs and states are as above in every case
 */
export type ModelDescription = z.output<typeof modelDescriptionSchema>;

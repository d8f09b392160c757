import { elementCount } from '../../src/graph/value.ts';
import type { ImportedNetwork } from '../../src/import/imported-network.ts';
import { networkSpecSchema } from '../../src/spec/network-spec.ts';
import { openStepGraph, runSteps } from '../run-network.ts';

/** What an imported network gives for each frame of one stream, and the shape of each result. */
export async function runImported(
  { spec: written, weights }: ImportedNetwork,
  data: Float32Array,
): Promise<{
  readonly results: readonly (readonly number[])[];
  readonly shape: readonly number[];
}> {
  const spec = networkSpecSchema.parse(written);
  if (!('shape' in spec.input)) throw new TypeError('this runs networks of arrays');
  const frames = data.length / elementCount(spec.input.shape);
  await using session = await openStepGraph({ spec, weights });
  const { results, shape } = await runSteps(session, { spec, weights }, { data, frames, batch: 1 });
  const each = results.length / frames;
  return {
    results: Array.from({ length: frames }, (_, frame) =>
      results.slice(frame * each, (frame + 1) * each),
    ),
    shape,
  };
}

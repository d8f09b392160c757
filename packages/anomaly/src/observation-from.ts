import { FatalError, InputError } from '@presage/core';
import { allFinite } from './all-finite.ts';
import type { Grid } from './grid.ts';
import type { Observation } from './observation.ts';
import type { ModelStep } from './streaming-model.ts';

/** The output that a model's patch errors come in, `[grid height, grid width]`. */
const errorOutput = 'error';

/** The output of hidden states, `[channels, grid height, grid width]`. */
const featuresOutput = 'features';

/**
 * What a step says of its frame's places, checked against the grid where that is known.
 *
 * @throws as {@link observe} errors.
 */
export function observationFrom(
  { outputs, timestampUs, warmUp }: ModelStep,
  { discontinuous, grid }: { readonly discontinuous: boolean; readonly grid?: Grid | undefined },
): Observation {
  const { [errorOutput]: error, [featuresOutput]: features } = outputs;
  if (!error || (grid && error.data.length !== grid.width * grid.height)) {
    const wanted = grid ? ` with ${grid.height}×${grid.width} values, as its calibration says` : '';
    const found = error
      ? `it has shape [${error.shape.join(', ')}]`
      : `it has only: ${Object.keys(outputs).join(', ') || 'none'}`;
    throw new InputError({
      code: 'model-error-output',
      message: `The model must have an output "${errorOutput}"${wanted}; ${found}. Learn or calibrate it again.`,
    });
  }
  if (!allFinite(error.data) || (features && !allFinite(features.data))) {
    // No threshold is below such a score: it would pass for normal for ever after.
    throw new FatalError({
      code: 'model-error-not-finite',
      message: `The model's patch errors and features must be finite, and at ${timestampUs / 1e6} s they are not: its state has run away. Learn it again.`,
      fields: { timestampUs },
    });
  }
  // A foreign model may call something else so.
  const fits = features?.shape.length === 3 && features.data.length % error.data.length === 0;
  const said = { errors: error.data, ...(fits && { features: features.data }) };
  return { ...said, timestampUs, warmUp, discontinuous };
}

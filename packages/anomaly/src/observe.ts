import { FatalError, InputError, processFrames, type Frame } from '@presage/core';
import { map, Observable, type OperatorFunction } from 'rxjs';
import type { Grid } from './grid.ts';
import type { Observation } from './observation.ts';
import type { ModelStep, StreamingModel } from './streaming-model.ts';

/** The output that a model's patch errors come in, `[grid height, grid width]`. */
const errorOutput = 'error';

/** The step's patch errors, checked against the grid where it is known. */
function patchErrors({ outputs, timestampUs }: ModelStep, grid?: Grid): Float32Array {
  const error = outputs[errorOutput];
  const fits = error && (!grid || error.data.length === grid.width * grid.height);
  if (fits) {
    if (error.data.every(Number.isFinite)) return error.data;
    // No threshold is below such a score: it would pass for normal for ever after.
    throw new FatalError({
      code: 'model-error-not-finite',
      message: `The model's patch errors must be finite, and at ${timestampUs / 1e6} s they are not: its state has run away. Learn it again.`,
      fields: { timestampUs },
    });
  }
  const wanted = grid ? ` with ${grid.height}×${grid.width} values, as its calibration says` : '';
  const found = error
    ? `it has shape [${error.shape.join(', ')}]`
    : `it has only: ${Object.keys(outputs).join(', ') || 'none'}`;
  throw new InputError({
    code: 'model-error-output',
    message: `The model must have an output "${errorOutput}"${wanted}; ${found}. Learn or calibrate it again.`,
  });
}

/**
 * An operator that takes each frame through the model and gives its patch errors: what `calibrate`
 * wants of held-back normal footage. Each subscription has a state of its own, freed with it.
 *
 * Errors with InputError `model-error-output` where the model gives no patch errors, or not as many
 * as `grid` has places; FatalError `model-error-not-finite` where they are no numbers.
 */
export function observe(model: StreamingModel, grid?: Grid): OperatorFunction<Frame, Observation> {
  return (frames) =>
    new Observable<Observation>((subscriber) => {
      const stream = model.stream();
      subscriber.add(() => stream[Symbol.dispose]());
      const steps = processFrames(async (frame) => {
        const discontinuous = frame.discontinuity !== undefined;
        return { discontinuous, step: await stream.step(frame) };
      });
      const observations = frames.pipe(
        steps,
        map(({ step, discontinuous }): Observation => {
          const { timestampUs, warmUp } = step;
          return { errors: patchErrors(step, grid), timestampUs, warmUp, discontinuous };
        }),
      );
      observations.subscribe(subscriber);
    });
}

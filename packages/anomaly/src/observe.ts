import { processFrames, type Frame } from '@presage/core';
import { map, Observable, type OperatorFunction } from 'rxjs';
import type { Grid } from './grid.ts';
import type { Observation } from './observation.ts';
import { observationFrom } from './observation-from.ts';
import { openSettledStream } from './settled-stream.ts';
import type { StreamingModel } from './streaming-model.ts';

/**
 * An operator that takes each frame through the model and gives its patch errors and features: what
 * `calibrate` wants of held-back normal footage. Each subscription has a state of its own, freed with
 * it. A frame that does not follow from the one before is taken as if the scene had stood still so far.
 *
 * Errors with InputError `model-error-output` where the model gives no patch errors, or not as many
 * as `grid` has places; FatalError `model-error-not-finite` where they are no numbers.
 */
export function observe(model: StreamingModel, grid?: Grid): OperatorFunction<Frame, Observation> {
  return (frames) =>
    new Observable<Observation>((subscriber) => {
      const stream = openSettledStream(model);
      subscriber.add(() => stream[Symbol.dispose]());
      const steps = processFrames(async (frame) => {
        const discontinuous = frame.discontinuity !== undefined;
        return { discontinuous, step: await stream.step(frame) };
      });
      const observations = frames.pipe(
        steps,
        map(({ step, discontinuous }) => observationFrom(step, { discontinuous, grid })),
      );
      observations.subscribe(subscriber);
    });
}

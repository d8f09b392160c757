import { processFrames, type Frame } from '@presage/core';
import { map, Observable, type OperatorFunction } from 'rxjs';
import type { Grid } from './grid.ts';
import type { Observation } from './observation.ts';
import { observationFrom } from './observation-from.ts';
import { openSettledStream } from './settled-stream.ts';
import type { StreamingModel } from './streaming-model.ts';
import { createViewStream, type ViewWatching } from './view/view-stream.ts';

/**
 * An operator that takes each frame through the model and gives its patch errors and features: what
 * `calibrate` wants of held-back normal footage. Each subscription has a state of its own, freed with
 * it. A frame that does not follow from the one before is taken as if the scene had stood still so far.
 * With `watching`, each observation says how the camera's view is, and the model forgets what it saw of
 * a broken one.
 *
 * Errors with InputError `model-error-output` where the model gives no patch errors, or not as many
 * as `grid` has places; FatalError `model-error-not-finite` where they are no numbers.
 */
export function observe(
  model: StreamingModel,
  grid?: Grid,
  watching?: ViewWatching,
): OperatorFunction<Frame, Observation> {
  return (frames) =>
    new Observable<Observation>((subscriber) => {
      const stream = openSettledStream(model);
      subscriber.add(() => stream[Symbol.dispose]());
      const look = createViewStream(model.description.needs, watching);
      const steps = processFrames(async (given) => {
        const { frame, ...viewed } = look(given);
        const discontinuous = frame.discontinuity !== undefined;
        return { discontinuous, viewed, step: await stream.step(frame) };
      });
      const observations = frames.pipe(
        steps,
        map(({ step, viewed, discontinuous }) => ({
          ...observationFrom(step, { discontinuous, grid }),
          ...viewed,
        })),
      );
      observations.subscribe(subscriber);
    });
}

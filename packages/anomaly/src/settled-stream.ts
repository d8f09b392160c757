import type { FrameData } from '@presage/core';
import type { ModelStep } from './streaming-model.ts';

/** A memory that keeps three quarters from step to step has forgotten where it started, to 0.3 %. */
const leastSettlingSteps = 20;

/** One stream's recurrent state, as `ModelStream` of `@presage/model` has it. */
interface SettlingStream<Step> extends Disposable {
  step(frame: FrameData): Promise<Step>;
}

/** The part of a model that is used here. */
interface SettlingModel<Step> {
  readonly description: { readonly warmUpFrames?: number | undefined };
  stream(): SettlingStream<Step>;
}

/**
 * Opens a stream of a model that takes a frame which does not follow from the one before as if the
 * scene had stood still before it: the frame is shown to the model until its state has settled, and once
 * more. So the first frames are not compared with nothing, and their errors mean something. They
 * are marked as warm-up all the same: what moves has not been seen moving yet.
 */
export function openSettledStream<Step extends ModelStep>(
  model: SettlingModel<Step>,
): SettlingStream<Step> {
  const stream = model.stream();
  const { warmUpFrames = 0 } = model.description;
  const settlingSteps = warmUpFrames === 0 ? 0 : Math.max(leastSettlingSteps, warmUpFrames);
  let sinceReset = 0;
  return {
    async step(frame) {
      sinceReset = frame.discontinuity ? 1 : sinceReset + 1;
      const isNew = sinceReset <= warmUpFrames;
      // All calls at once: the order of steps is that of the calls.
      const steps = await Promise.all(
        shownFor(frame, settlingSteps).map((shown) => stream.step(shown)),
      );
      const last = steps.at(-1)!;
      return isNew ? { ...last, warmUp: true } : last;
    },
    [Symbol.dispose]: () => stream[Symbol.dispose](),
  };
}

/** What a model is shown for a frame: only the first of it does not follow from the frame before. */
function shownFor(frame: FrameData, times: number): readonly FrameData[] {
  if (!frame.discontinuity || times === 0) return [frame];
  const { streamId, sequence, timestampUs, arrivalMs, width, height, format } = frame;
  const { bytes, discontinuity } = frame;
  const still = { streamId, sequence, timestampUs, arrivalMs, width, height, format, bytes };
  const copies = Array.from({ length: times }, (_, index) => ({
    ...still,
    // A step takes the bytes away.
    bytes: bytes.slice(),
    ...(index === 0 && { discontinuity }),
  }));
  return [...copies, still];
}

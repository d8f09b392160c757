import type { FrameData, FrameNeeds } from '@presage/core';
import type { ViewBaseline } from './view-baseline.ts';
import type { ViewMeasure } from './view-measure.ts';
import { createViewMeter } from './view-meter.ts';
import { createViewWatch, type ViewStep } from './view-watch.ts';

/** What watching the view needs to know. */
export interface ViewWatching {
  readonly streamId: string;
  readonly baseline: ViewBaseline;
}

/** A frame that was looked at, and what its pixels say of the view. */
export interface ViewedFrame {
  /** For the model: it does not follow from the one before where the view has only now become well. */
  readonly frame: FrameData;
  readonly view?: ViewMeasure;
  /** Where the view is watched. */
  readonly viewStep?: ViewStep;
}

/** Creates what looks at the frames of one stream, in their order, before a model takes their bytes away. */
export function createViewStream(
  needs: FrameNeeds | undefined,
  watching: ViewWatching | undefined,
): (frame: FrameData) => ViewedFrame {
  const meter = needs && createViewMeter(needs);
  const watch = watching && createViewWatch(watching);
  return (frame) => {
    const view = meter?.measure(frame);
    if (!view) return { frame };
    // A baseline of pictures divided otherwise is of another camera or model.
    const fits =
      watching?.baseline.columns === view.columns && watching.baseline.rows === view.rows;
    if (!watch || !fits) return { frame, view };
    const viewStep = watch.next(view, frame.timestampUs);
    return { frame: viewStep.restart ? afterGap(frame) : frame, view, viewStep };
  };
}

function afterGap(frame: FrameData): FrameData {
  const { streamId, sequence, timestampUs, arrivalMs, width, height, format, bytes } = frame;
  const { discontinuity = 'gap' } = frame;
  return {
    streamId,
    sequence,
    timestampUs,
    arrivalMs,
    width,
    height,
    format,
    bytes,
    discontinuity,
  };
}

import type { FrameData, FrameNeeds } from '@presage/core';
import type { Footage, FootageSpan } from '@presage/train';

export interface SpanFramesOptions {
  readonly footage: Footage;
  readonly spans: readonly FootageSpan[];
  readonly needs: FrameNeeds;
}

/** Frames of spans of footage, as a source would give them; each span but the first begins after a gap. */
export function* spanFrames(options: SpanFramesOptions): Generator<FrameData> {
  const { footage, spans, needs } = options;
  const { width, height, format, frameRate } = needs;
  let sequence = 0;
  for (const { start, length } of spans) {
    for (let index = start; index < start + length; index += 1) {
      yield {
        streamId: 'footage',
        sequence: sequence++,
        timestampUs: Math.round((index * 1e6) / frameRate),
        arrivalMs: 0,
        width,
        height,
        format,
        bytes: footage.frame(index),
        ...(index === start && { discontinuity: sequence === 1 ? 'start' : 'gap' }),
      };
    }
  }
}

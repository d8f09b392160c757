import type { Discontinuity } from '@presage/core';
import { isGap, isSameInterval, type Sampling } from './sampling.ts';
import type { ShownFrame } from './show-info.ts';

/** Where a frame stands in its file. */
export interface FramePlace {
  /** Since the file's time zero. */
  readonly seconds: number;
  readonly discontinuity?: Discontinuity;
  /** With the discontinuity `resolution`: the first change of size since the frame before. */
  readonly resized?: Resized;
}

/** From one size of the source's picture to another, pixels. */
export interface Resized {
  readonly from: PictureSize;
  readonly to: PictureSize;
}

type PictureSize = Pick<ShownFrame, 'width' | 'height'>;

/** A step back up to this long is a source out of order; a longer one starts a new stretch. */
const outOfOrderSeconds = 0.5;

/**
 * Gives each frame its place; undefined for one that is not wanted (the second in an interval of
 * sampling, or one out of order). Time never goes back: where a source's clock does, what follows
 * is joined on as a gap.
 */
export function createFrameTimeline(
  sampling: Sampling,
  startSeconds: number,
): (shown: ShownFrame) => FramePlace | undefined {
  let last: number | undefined;
  let size: PictureSize | undefined;
  let shift = startSeconds;
  let resized: Resized | undefined;
  const interval = 1 / Math.min(sampling.frameRate, sampling.sourceFrameRate);

  return (shown) => {
    const { width, height } = shown;
    if (size && (size.width !== width || size.height !== height))
      resized ??= { from: size, to: { width, height } };
    size = { width, height };
    if (last === undefined) {
      last = (shown.seconds ?? 0) + shift;
      return { seconds: last, discontinuity: 'start' };
    }
    const previous = last;
    let seconds = shown.seconds === undefined ? previous + interval : shown.seconds + shift;
    let joined = false;
    if (seconds < previous - outOfOrderSeconds) {
      joined = true;
      shift += previous + interval - seconds;
      seconds = previous + interval;
    }
    if (!joined && (seconds <= previous || isSameInterval(sampling, previous, seconds))) {
      return undefined;
    }
    last = seconds;
    if (resized) {
      const change = resized;
      resized = undefined;
      return { seconds, discontinuity: 'resolution', resized: change };
    }
    return joined || isGap(sampling, previous, seconds)
      ? { seconds, discontinuity: 'gap' }
      : { seconds };
  };
}

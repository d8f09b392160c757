import { InputError } from '@presage/core';
import type { FootageSpan } from '@presage/train';

/** Footage divided into what is learned from and what normal is measured on. */
export interface FootageParts {
  readonly training: readonly FootageSpan[];
  readonly heldBack: readonly FootageSpan[];
  /**
   * What a model is shown to measure normal on: the same, each after as much of what is before it as
   * its warm-up takes. So all that was held back is judged.
   */
  readonly shown: readonly FootageSpan[];
}

export interface FootagePartsOptions {
  readonly spans: readonly FootageSpan[];
  /** Frames that one training window takes. */
  readonly windowFrames: number;
  /** Frames with which a stream begins and that are not judged. */
  readonly warmUpFrames: number;
  /** Frames a second. */
  readonly frameRate: number;
  /** What the footage is for, as messages say it. Default: learning. */
  readonly purpose?: string;
}

/** Share of each span that training never sees. */
const heldBackShare = 0.27;
/** Frames to measure normal on, below which nothing can be said. */
const leastJudgedFrames = 10;

/**
 * Holds back the end of every span: statistics of normal must come from frames that were not learned
 * from, else everything new looks strange. Throws InputError `footage-too-short`.
 */
export function divideFootage(options: FootagePartsOptions): FootageParts {
  const { spans, windowFrames, warmUpFrames, frameRate, purpose = 'learning' } = options;
  const leastHeldBack = warmUpFrames + leastJudgedFrames;
  const usable = spans.filter(({ length }) => length >= windowFrames + leastHeldBack);
  if (usable.length === 0) {
    const longest = Math.max(0, ...spans.map(({ length }) => length)) / frameRate;
    const needed = (windowFrames + leastHeldBack) / frameRate;
    throw new InputError({
      code: 'footage-too-short',
      message: `${purpose} needs at least ${needed.toFixed(1)} s of normal video without a break and got ${longest.toFixed(1)} s; give a longer one: some minutes are a good start`,
      fields: { longestSeconds: longest, neededSeconds: needed },
    });
  }
  const parts = usable.map(({ start, length }) => {
    const heldBack = Math.max(leastHeldBack, Math.round(length * heldBackShare));
    const border = start + length - heldBack;
    return {
      training: { start, length: length - heldBack },
      heldBack: { start: border, length: heldBack },
      shown: after(warmUpFrames, { start, border, heldBack }),
    };
  });
  return {
    training: parts.map(({ training }) => training),
    heldBack: parts.map(({ heldBack }) => heldBack),
    shown: parts.map(({ shown }) => shown),
  };
}

/** The frames from a border on, after some of those before it. */
function after(
  frames: number,
  { start, border, heldBack }: { start: number; border: number; heldBack: number },
): FootageSpan {
  const leadIn = Math.min(frames, border - start);
  return { start: border - leadIn, length: leadIn + heldBack };
}

import { seededRandom } from '@presage/model';
import type { FootageSpan } from './footage.ts';

/** Where one sequence of a batch reads its next window. */
export interface WindowStart {
  /** First frame. */
  readonly frame: number;
  /** The window does not follow the sequence's last one: its state is zero. */
  readonly reset: boolean;
}

export interface WindowPlanOptions {
  readonly spans: readonly FootageSpan[];
  readonly batchSize: number;
  /** Frames a window needs. */
  readonly windowFrames: number;
  /** Frames from one window to the next of the same sequence. */
  readonly stride: number;
  readonly seed: number;
}

/** Windows that sequences read on before all of them start anew. */
export const windowsPerRound = 8;

/**
 * Which windows a step learns from; depends on nothing but the options and the step. Each sequence
 * starts at a random place and reads on from window to window with its state carried over, as a
 * model does on a camera, until its span ends or the round does.
 *
 * Throws a RangeError where no span is as long as a window.
 */
export function planWindows(options: WindowPlanOptions, step: number): readonly WindowStart[] {
  const { spans, windowFrames, batchSize } = options;
  const usable = spans.filter(({ length }) => length >= windowFrames);
  if (usable.length === 0) {
    throw new RangeError(`no ${windowFrames} frames follow one another in the footage`);
  }
  const round = Math.floor(step / windowsPerRound);
  return Array.from({ length: batchSize }, (_, sequence) => {
    const random = seededRandom(
      Math.imul(options.seed, 0x9e3779b1) ^ (round * batchSize + sequence),
    );
    return follow(usable, options, { random, windows: step % windowsPerRound });
  });
}

function follow(
  usable: readonly FootageSpan[],
  { windowFrames, stride }: WindowPlanOptions,
  { random, windows }: { readonly random: () => number; readonly windows: number },
): WindowStart {
  let place = randomPlace(usable, windowFrames, random);
  let reset = true;
  for (let window = 0; window < windows; window += 1) {
    reset = place.frame + stride + windowFrames > place.end;
    place = reset
      ? randomPlace(usable, windowFrames, random)
      : { frame: place.frame + stride, end: place.end };
  }
  return { frame: place.frame, reset };
}

/** Every possible place is as likely as any other. */
function randomPlace(
  usable: readonly FootageSpan[],
  windowFrames: number,
  random: () => number,
): { readonly frame: number; readonly end: number } {
  const places = usable.map(({ length }) => length - windowFrames + 1);
  let index = Math.floor(random() * places.reduce((sum, count) => sum + count, 0));
  let span = 0;
  while (index >= places[span]!) {
    index -= places[span]!;
    span += 1;
  }
  const { start, length } = usable[span]!;
  return { frame: start + index, end: start + length };
}

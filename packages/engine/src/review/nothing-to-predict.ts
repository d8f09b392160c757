import type { Footage, FootageSpan } from '@presage/train';
import type { LearnWarning } from '../learn-progress.ts';

/** Grey levels that pixels must differ by from their mean before that says anything: a still scene has its noise. */
const leastDeviation = 10;
/** A network that learned something errs less than this share of what the mean picture does. */
const leastGain = 0.9;

/**
 * Told where a network's predictions are hardly better than the mean picture although much changes:
 * what changes is noise, or too fast to follow. `loss`: mean squared error, elements 0..1.
 */
export function nothingToPredict(
  footage: Footage,
  spans: readonly FootageSpan[],
  loss: number | undefined,
): readonly LearnWarning[] {
  const variance = varianceOf(footage, spans);
  if (loss === undefined || 255 * Math.sqrt(variance) < leastDeviation) return [];
  const share = loss / variance;
  if (share < leastGain) return [];
  return [
    {
      code: 'nothing-to-predict',
      message: `what was learned predicts the next picture no better than the mean picture does (its error is ${Math.round(100 * share)} % of that one's): the footage seems to be noise, and this model will find nothing; check the camera, or give other footage`,
    },
  ];
}

/** Mean square of a pixel's difference from its mean over the frames, elements 0..1. */
function varianceOf(footage: Footage, spans: readonly FootageSpan[]): number {
  const sums = new Float64Array(footage.frameBytes);
  const squares = new Float64Array(footage.frameBytes);
  let count = 0;
  for (const { start, length } of spans) {
    for (let index = start; index < start + length; index += 1) {
      for (const [at, value] of footage.frame(index).entries()) {
        sums[at]! += value;
        squares[at]! += value * value;
      }
      count += 1;
    }
  }
  const total = squares.reduce((sum, square, at) => sum + square - sums[at]! ** 2 / count, 0);
  return total / count / sums.length / 255 ** 2;
}

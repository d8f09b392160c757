import type { FootageSpan } from '@presage/train';
import type { LearnWarning } from '../learn-progress.ts';

/** In so little a model sees a moment of normal, and calibration a few seconds. */
const leastSeconds = 30;

/** Told before anything is learned from footage that is too little to know what is normal. */
export function littleFootage(
  spans: readonly FootageSpan[],
  frameRate: number,
): readonly LearnWarning[] {
  const seconds = spans.reduce((sum, { length }) => sum + length, 0) / frameRate;
  if (seconds >= leastSeconds) return [];
  return [
    {
      code: 'footage-little',
      message: `${seconds.toFixed(seconds < 10 ? 1 : 0)} s of footage are too little to learn what is normal, and far too little for a threshold that means anything: the model will alarm at what is normal, or miss what is not. Stop here and give some minutes, an hour or more for rare false alarms`,
    },
  ];
}

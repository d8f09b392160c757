import type { ValueRange } from './value-range.ts';

/** A real number is `(byte − zeroPoint) · scale`. */
export interface LinearScale {
  readonly scale: number;
  /** 0 to 255: the byte that stands for zero. */
  readonly zeroPoint: number;
}

/** A tensor of a graph, in bytes. */
export interface ByteValue extends LinearScale {
  /** The tensor's name. */
  readonly name: string;
}

/** The byte that stands for zero where values have both signs. */
export const middleByte = 128;

/** The scale that uses all bytes for a range, which is widened to hold zero. */
export function scaleOver({ min, max }: ValueRange): LinearScale {
  const low = Math.min(0, min);
  const high = Math.max(0, max);
  const scale = Math.fround((high - low) / 255) || 1;
  return { scale, zeroPoint: Math.max(0, Math.min(255, Math.round(-low / scale))) };
}

/**
 * The scale for what a convolution runs over: its zero is at 0 or in the middle, so that tensors
 * quantised apart from each other can be put side by side.
 */
export function inputScaleOver({ min, max }: ValueRange): LinearScale {
  if (min >= 0) return { scale: Math.fround(max / 255) || 1, zeroPoint: 0 };
  return middleScale(magnitudeOf({ min, max }));
}

/** How far a range goes from zero, on the side where that is further. */
export function magnitudeOf({ min, max }: ValueRange): number {
  return Math.max(-min, max);
}

/** The scale over both signs, up to `reach`. */
export function middleScale(reach: number): LinearScale {
  return { scale: Math.fround(reach / 127) || 1, zeroPoint: middleByte };
}

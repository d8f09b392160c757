import type { ChannelExtremes } from './activation-extremes.ts';

/** The smallest and the largest value that a byte is to stand for. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

/** What all of some channels lie within. */
export function rangeOf({ min, max }: ChannelExtremes): ValueRange {
  return {
    min: min.reduce((least, value) => Math.min(least, value), Infinity),
    max: max.reduce((most, value) => Math.max(most, value), -Infinity),
  };
}

/**
 * How much further than was seen a byte reaches. What is not normal goes beyond what normal footage
 * shows, and so does normal footage beyond a few seconds of it; cut off there, scores go wrong long
 * before coarser steps show.
 */
const headroom = 1.5;

/** A range to be ready for, where this much was seen. */
export function withHeadroom({ min, max }: ValueRange): ValueRange {
  return { min: headroom * min, max: headroom * max };
}

/** What lies within both. */
export function overlap(a: ValueRange, b: ValueRange): ValueRange {
  return { min: Math.max(a.min, b.min), max: Math.min(a.max, b.max) };
}

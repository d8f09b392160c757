import type { Rectangle } from './raster.ts';

/** Where things are in the score strip, pixels from its top left. */
export interface StripLayout {
  readonly width: number;
  readonly height: number;
  /** Where the curve is drawn; the cursor moves over its width. */
  readonly plot: Rectangle;
  /** Pixels of a drawing unit: text is 7 units high. */
  readonly unit: number;
}

/** The strip below a video of `width` pixels. */
export function stripLayout(width: number): StripLayout {
  const unit = Math.max(1, Math.round(width / 500));
  const height = 2 * Math.round(Math.max(30 * unit, width * 0.075));
  const left = Math.min(34 * unit, Math.round(width / 4));
  const right = 8 * unit;
  const top = 7 * unit;
  const bottom = 15 * unit;
  return {
    width,
    height,
    unit,
    plot: { x: left, y: top, width: width - left - right, height: height - top - bottom },
  };
}

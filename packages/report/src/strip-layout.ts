import type { Rectangle } from './raster.ts';

/** Where things are in the score strip, pixels from its top left. */
export interface StripLayout {
  readonly width: number;
  /** Even. */
  readonly height: number;
  /** Where the curve is drawn; the cursor moves over its width. */
  readonly plot: Rectangle;
  /** Pixels of a drawing unit, a multiple of a half: text is 7 units high. */
  readonly unit: number;
}

/**
 * Stills are drawn this much larger than they are shown and made small by ffmpeg, which smooths the
 * edges of their lines and letters.
 */
export const drawingDensity = 2;

/** The strip below a video of `width` pixels. */
export function stripLayout(width: number): StripLayout {
  const unit = Math.max(1, Math.round(width / 256) / 2);
  const height = 2 * Math.round(Math.max(30 * unit, width * 0.075));
  const [left, right, top, bottom] = [34 * unit, 8 * unit, 7 * unit, 15 * unit];
  return {
    width,
    height,
    unit,
    plot: { x: left, y: top, width: width - left - right, height: height - top - bottom },
  };
}

/** The layout in pixels of the drawing. */
export function drawingLayout({ width, height, plot, unit }: StripLayout): StripLayout {
  return {
    width: dense(width),
    height: dense(height),
    unit: dense(unit),
    plot: {
      x: dense(plot.x),
      y: dense(plot.y),
      width: dense(plot.width),
      height: dense(plot.height),
    },
  };
}

const dense = (pixels: number) => pixels * drawingDensity;

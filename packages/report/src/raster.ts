import type { RgbaPicture } from './png.ts';

/** Red, green, blue 0 to 255 and opacity 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number, opacity: number];

/** A point in pixels, from the top left. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle in pixels. */
export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

/** A picture to draw on, fully see-through at first. What is drawn goes over what is there. */
export interface Raster extends RgbaPicture {
  /** Colours one pixel; nothing outside the picture. */
  dot(at: Point, colour: Colour): void;
  /** Colours whole pixels: edges are rounded. */
  paint(rectangle: Rectangle, colour: Colour): void;
  /** A line with smooth edges. `colourAt` gives its colour at a height. */
  line(line: { from: Point; to: Point; width: number }, colourAt: (y: number) => Colour): void;
}

/** An empty picture of `width × height` pixels. */
export function createRaster(width: number, height: number): Raster {
  const pixels = new Uint8Array(width * height * 4);

  function dot({ x, y }: Point, [red, green, blue, opacity]: Colour): void {
    if (x < 0 || y < 0 || x >= width || y >= height || opacity <= 0) return;
    const at = (y * width + x) * 4;
    const below = (pixels[at + 3]! / 255) * (1 - opacity);
    const total = opacity + below;
    const mixed = (over: number, under: number) =>
      Math.round((over * opacity + under * below) / total);
    pixels[at] = mixed(red, pixels[at]!);
    pixels[at + 1] = mixed(green, pixels[at + 1]!);
    pixels[at + 2] = mixed(blue, pixels[at + 2]!);
    pixels[at + 3] = Math.round(255 * total);
  }

  return {
    width,
    height,
    pixels,
    dot,
    paint(rectangle, colour) {
      const right = Math.round(rectangle.x + rectangle.width);
      const bottom = Math.round(rectangle.y + rectangle.height);
      for (let y = Math.round(rectangle.y); y < bottom; y += 1) {
        for (let x = Math.round(rectangle.x); x < right; x += 1) dot({ x, y }, colour);
      }
    },
    line({ from, to, width: thickness }, colourAt) {
      const reach = thickness / 2 + 1;
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const squared = dx * dx + dy * dy;
      for (
        let y = Math.floor(Math.min(from.y, to.y) - reach);
        y <= Math.max(from.y, to.y) + reach;
        y += 1
      ) {
        for (
          let x = Math.floor(Math.min(from.x, to.x) - reach);
          x <= Math.max(from.x, to.x) + reach;
          x += 1
        ) {
          const [px, py] = [x + 0.5 - from.x, y + 0.5 - from.y];
          const along = squared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / squared));
          const distance = Math.hypot(px - along * dx, py - along * dy);
          const cover = Math.min(1, Math.max(0, thickness / 2 + 0.5 - distance));
          const [red, green, blue, opacity] = colourAt(y + 0.5);
          dot({ x, y }, [red, green, blue, opacity * cover]);
        }
      }
    },
  };
}

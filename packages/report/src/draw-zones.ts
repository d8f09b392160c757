import { drawPixelText, hasPixelText, pixelTextWidth } from './pixel-font.ts';
import { createRaster, type Colour, type Point, type Raster } from './raster.ts';
import type { PictureZone, PictureZones } from './watch-result.ts';

const dark: Colour = [16, 18, 22, 0.75];
const hatch: Colour = [16, 18, 22, 0.6];
const light: Colour = [127, 227, 255, 0.95];
const label: Colour = [255, 255, 255, 0.95];

/**
 * Masks, hatched, and zones, outlined, with names of Latin letters and digits, on a see-through picture of `width × height`
 * pixels. `unit` pixels are a drawing unit; text is 7 of them high.
 */
export function drawZones(
  { masks, zones }: PictureZones,
  {
    width,
    height,
    unit,
  }: { readonly width: number; readonly height: number; readonly unit: number },
): Raster {
  const raster = createRaster(width, height);
  const cornersOf = ({ polygon }: PictureZone): Point[] =>
    polygon.map(([x, y]) => ({ x: x * width, y: y * height }));
  for (const mask of masks) {
    const corners = cornersOf(mask);
    fillHatched(raster, corners, unit);
    outline(raster, corners, { width: unit, colour: dark });
    writeName(raster, { name: mask.name, corners, unit });
  }
  for (const zone of zones) {
    const corners = cornersOf(zone);
    outline(raster, corners, { width: 2.5 * unit, colour: dark });
    outline(raster, corners, { width: 1.5 * unit, colour: light });
    writeName(raster, { name: zone.name, corners, unit });
  }
  return raster;
}

function outline(
  raster: Raster,
  corners: readonly Point[],
  { width, colour }: { readonly width: number; readonly colour: Colour },
): void {
  corners.forEach((from, i) => {
    const to = corners[(i + 1) % corners.length]!;
    raster.line({ from, to, width }, () => colour);
  });
}

/** Stripes inside a polygon: between every other crossing of a row with its sides. */
function fillHatched(raster: Raster, corners: readonly Point[], unit: number): void {
  for (let row = 0; row < raster.height; row += 1) {
    const y = row + 0.5;
    const crossings = corners
      .flatMap((from, i) => {
        const to = corners[(i + 1) % corners.length]!;
        if (from.y > y === to.y > y) return [];
        return [from.x + ((y - from.y) / (to.y - from.y)) * (to.x - from.x)];
      })
      .toSorted((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      for (let x = Math.round(crossings[i]!); x < Math.round(crossings[i + 1]!); x += 1) {
        if ((x + row) % (6 * unit) < 2 * unit) raster.dot({ x, y: row }, hatch);
      }
    }
  }
}

/** Below the uppermost corner, within the picture. */
function writeName(
  raster: Raster,
  {
    name,
    corners,
    unit,
  }: { readonly name: string; readonly corners: readonly Point[]; readonly unit: number },
): void {
  // Without accents, which the letters do not have; the page shows every name as it is.
  const text = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase();
  if (!hasPixelText(text)) return;
  const top = corners.reduce((a, b) => (b.y < a.y ? b : a));
  const size = { width: pixelTextWidth(text, unit), height: 7 * unit };
  const clamped = (value: number, most: number) =>
    Math.round(Math.max(unit, Math.min(value, most)));
  const x = clamped(top.x + 4 * unit, raster.width - size.width - 3 * unit);
  const y = clamped(top.y + 5 * unit, raster.height - size.height - 3 * unit);
  raster.paint(
    {
      x: x - 2 * unit,
      y: y - 2 * unit,
      width: size.width + 4 * unit,
      height: size.height + 4 * unit,
    },
    dark,
  );
  drawPixelText(raster, { text, at: { x, y }, scale: unit, colour: label });
}

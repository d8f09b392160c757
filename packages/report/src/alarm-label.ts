import { drawPixelText, pixelTextWidth } from './pixel-font.ts';
import { createRaster, type Raster } from './raster.ts';

/** A small sign that says ALARM. `unit` pixels are a drawing unit; the text is 14 of them high. */
export function alarmLabel(unit: number): Raster {
  const scale = 2 * unit;
  const padding = 3 * scale;
  const raster = createRaster(2 * Math.ceil(pixelTextWidth('ALARM', scale) / 2) + 2 * padding, 7 * scale + 2 * padding);
  raster.fill({ x: 0, y: 0, width: raster.width, height: raster.height }, [255, 106, 77, 1]);
  drawPixelText(raster, { text: 'ALARM', at: { x: padding, y: padding }, scale, colour: [24, 8, 4, 1] });
  return raster;
}

import { drawPixelText, pixelTextWidth } from './pixel-font.ts';
import { createRaster, type Raster } from './raster.ts';

/** A small sign that says ALARM. `unit` pixels are a drawing unit; the text is about 9 of them high. */
export function alarmLabel(unit: number): Raster {
  const scale = Math.round(1.34 * unit);
  const padding = 4 * scale;
  const raster = createRaster(
    pixelTextWidth('ALARM', scale) + 2 * padding,
    7 * scale + 2 * padding,
  );
  raster.paint({ x: 0, y: 0, width: raster.width, height: raster.height }, [255, 106, 77, 1]);
  drawPixelText(raster, {
    text: 'ALARM',
    at: { x: padding, y: padding },
    scale,
    colour: [24, 8, 4, 1],
  });
  return raster;
}

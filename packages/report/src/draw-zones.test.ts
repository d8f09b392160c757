import { expect, test } from 'vitest';
import { drawZones } from './draw-zones.ts';

const size = { width: 200, height: 100, unit: 1 };
const box = (left: number, right: number) =>
  [
    [left, 0.2],
    [right, 0.2],
    [right, 0.8],
    [left, 0.8],
  ] as const;

const named = (name: string) =>
  drawZones({ masks: [], zones: [{ name, polygon: box(0.1, 0.9) }] }, size).pixels;

/** Share of a column's pixels that are not see-through, and their mean red. */
function columnOf(raster: ReturnType<typeof drawZones>, x: number) {
  const all = Array.from({ length: raster.height }, (_, y) => (y * raster.width + x) * 4);
  const seen = all.filter((at) => raster.pixels[at + 3]! > 0);
  return {
    share: seen.length / raster.height,
    bright: seen.filter((at) => raster.pixels[at + 1]! > 120).length,
  };
}

test('hatches masks, outlines zones, and leaves the rest of the picture as it is', () => {
  const raster = drawZones(
    {
      masks: [{ name: 'tree', polygon: box(0.1, 0.4) }],
      zones: [{ name: 'door', polygon: box(0.6, 0.9) }],
    },
    size,
  );
  expect(columnOf(raster, 70).share).toBeGreaterThan(0.15);
  expect(columnOf(raster, 70).bright).toBe(0);
  // The outline's left side lies between two columns.
  expect(columnOf(raster, 119).bright + columnOf(raster, 120).bright).toBeGreaterThan(50);
  expect(columnOf(raster, 165).share).toBeLessThan(0.1);
  expect(columnOf(raster, 100).share).toBe(0);
});

test('writes names without their accents, and leaves out those it has no letters for', () => {
  expect(named('Café')).toEqual(named('CAFE'));
  expect(named('Café')).not.toEqual(named('門'));
  expect(named('門')).toEqual(named('戸'));
});

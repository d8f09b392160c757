import { expect, it } from 'vitest';
import { hotPlaces } from './hot-places.ts';
import { hotRegion } from './hot-region.ts';

const grid = { width: 4, height: 2 };
const regionOf = (heatmap: Float32Array, mask?: Uint8Array) =>
  hotRegion(hotPlaces(heatmap, grid, mask), grid);

it('boxes the hot places around the hottest, in fractions of the picture', () => {
  const heatmap = Float32Array.of(0, 0, 9, 8, 0, 0, 0, 6);
  expect(regionOf(heatmap)).toEqual({ x: 0.5, y: 0, width: 0.5, height: 1 });
});

it('leaves out hot places that hang together with others', () => {
  const heatmap = Float32Array.of(9, 0, 0, 8, 0, 0, 0, 0);
  expect(regionOf(heatmap)).toEqual({ x: 0, y: 0, width: 0.25, height: 0.5 });
});

it('takes the whole picture where every place is as hot', () => {
  const heatmap = new Float32Array(8).fill(3);
  expect(regionOf(heatmap)).toEqual({ x: 0, y: 0, width: 1, height: 1 });
});

it('leaves masked places out, be they the hottest or a bridge to others', () => {
  const heatmap = Float32Array.of(8, 50, 7, 6, 0, 50, 0, 0);
  const mask = Uint8Array.of(0, 1, 0, 0, 0, 1, 0, 0);
  expect(regionOf(heatmap, mask)).toEqual({ x: 0, y: 0, width: 0.25, height: 0.5 });
});

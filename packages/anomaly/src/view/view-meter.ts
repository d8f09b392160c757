import type { FrameData, FrameNeeds } from '@presage/core';
import { writeLumaPicture } from './luma-picture.ts';
import { viewLayout, type ViewLayout } from './view-layout.ts';
import type { ViewMeasure } from './view-measure.ts';

/** Measures the frames of one stream, in their order. */
export interface ViewMeter {
  measure(frame: Pick<FrameData, 'bytes' | 'discontinuity'>): ViewMeasure;
}

/** Creates the meter of one stream; none where its pictures are too small to tell a view by. */
export function createViewMeter(
  needs: Pick<FrameNeeds, 'width' | 'height' | 'format'>,
): ViewMeter | undefined {
  const layout = viewLayout(needs);
  if (!layout) return undefined;
  const { width, format } = needs;
  let picture = new Uint8Array(layout.width * layout.height);
  let before = new Uint8Array(picture.length);
  let hasBefore = false;
  return {
    measure({ bytes, discontinuity }) {
      [picture, before] = [before, picture];
      writeLumaPicture(picture, bytes, { width, format, layout });
      const follows = hasBefore && discontinuity === undefined;
      hasBefore = true;
      const change = follows ? { change: meanDifference(picture, before) } : {};
      return { ...tilesOf(picture, layout), ...change };
    },
  };
}

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += Math.abs(a[index]! - b[index]!);
  return sum / a.length;
}

/** Luma, detail and direction of every tile. Gradients are differences over two pixels, so the picture's rim has none. */
function tilesOf(picture: Uint8Array, { width, height, tile, columns, rows }: ViewLayout) {
  const tiles = columns * rows;
  const luma = new Uint8Array(tiles);
  const detail = new Uint8Array(tiles);
  const direction = new Int8Array(2 * tiles);
  for (let row = 0; row < rows; row += 1) {
    const [top, bottom] = [row * tile, (row + 1) * tile];
    const [firstRow, lastRow] = [Math.max(1, top), Math.min(height - 1, bottom)];
    for (let column = 0; column < columns; column += 1) {
      const [left, right] = [column * tile, (column + 1) * tile];
      const [firstColumn, lastColumn] = [Math.max(1, left), Math.min(width - 1, right)];
      let [sum, acrossSquares, downSquares, products] = [0, 0, 0, 0];
      for (let y = top; y < bottom; y += 1) {
        const begin = y * width;
        for (let at = begin + left; at < begin + right; at += 1) sum += picture[at]!;
      }
      for (let y = firstRow; y < lastRow; y += 1) {
        const begin = y * width;
        for (let at = begin + firstColumn; at < begin + lastColumn; at += 1) {
          const across = picture[at + 1]! - picture[at - 1]!;
          const down = picture[at + width]! - picture[at - width]!;
          acrossSquares += across * across;
          downSquares += down * down;
          products += across * down;
        }
      }
      const index = row * columns + column;
      const count = (lastRow - firstRow) * (lastColumn - firstColumn);
      const energy = (acrossSquares + downSquares) / count;
      const strength = Math.sqrt(energy);
      luma[index] = Math.round(sum / (tile * tile));
      detail[index] = Math.min(255, Math.round(strength));
      if (strength === 0) continue;
      // Of a direction vector as long as the detail, half: it fits a signed byte.
      const half = 0.5 / (strength * count);
      direction[index] = clampByte((acrossSquares - downSquares) * half);
      direction[tiles + index] = clampByte(2 * products * half);
    }
  }
  return { columns, rows, luma, detail, direction };
}

function clampByte(value: number): number {
  return Math.max(-127, Math.min(127, Math.round(value)));
}

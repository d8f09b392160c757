import { setImmediate } from 'node:timers/promises';
import type { FrameNeeds } from '@presage/core';
import type { Footage, FootageSpan } from '@presage/train';
import { greyPicture } from './grey-picture.ts';

/** What is measured in each cell of a picture, in grey levels. */
export const measureNames = ['motion', 'brighter', 'darker', 'unlike', 'finer', 'coarser'] as const;

/** Measures of frames: `[frame, measure, row, column]`. */
export interface CellMeasures {
  readonly columns: number;
  readonly rows: number;
  /** Frames of the footage that were measured, in order. */
  readonly frames: readonly number[];
  readonly values: Float32Array;
}

export interface MeasureCellsOptions {
  readonly needs: FrameNeeds;
  /** Grey, 0 to 255, row by row. */
  readonly background: Float32Array;
  /** Rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called with the frames done and all frames. */
  readonly onProgress?: (frames: number, totalFrames: number) => void;
}

/** Between two looks at whether to go on: about a tenth of a second. */
const framesAtOnce = 50;
/** Cells across the picture's shorter side. */
const cellsAcross = 12;

/**
 * How each frame differs, cell by cell, from the one before and from the scene without anybody: how
 * much moves, how much brighter or darker and how different it is, and whether it has more or less
 * detail. Light that changes all over the picture is taken off.
 */
export async function measureCells(
  footage: Footage,
  spans: readonly FootageSpan[],
  { needs, background, signal, onProgress }: MeasureCellsOptions,
): Promise<CellMeasures> {
  const { width, height } = needs;
  const side = Math.max(2, Math.floor(Math.min(width, height) / cellsAcross));
  const [columns, rows] = [Math.floor(width / side), Math.floor(height / side)];
  const cells = columns * rows;
  const frames = spans.flatMap(({ start, length }) =>
    Array.from({ length }, (_, index) => start + index),
  );
  const values = new Float32Array(frames.length * measureNames.length * cells);
  const cellOf = cellIndex(width, height, { side, columns, rows });
  const backgroundDetail = detail(background, { width, cellOf, cells });
  const starts = new Set(spans.map(({ start }) => start));
  const differences = new Float32Array(width * height);
  const area = side * side;
  let before: Float32Array | undefined;

  for (const [index, frame] of frames.entries()) {
    if (index % framesAtOnce === 0) {
      onProgress?.(index, frames.length);
      await setImmediate();
      signal?.throwIfAborted();
    }
    const grey = greyPicture(footage.frame(frame), needs);
    if (starts.has(frame)) before = undefined;
    for (let pixel = 0; pixel < grey.length; pixel += 1)
      differences[pixel] = grey[pixel]! - background[pixel]!;
    const light = medianOf(differences);
    const at = index * measureNames.length * cells;
    const [motion, brighter, darker, unlike, finer, coarser] = measureNames.map((_, measure) =>
      values.subarray(at + measure * cells, at + (measure + 1) * cells),
    ) as [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];
    for (let pixel = 0; pixel < grey.length; pixel += 1) {
      const cell = cellOf[pixel]!;
      if (cell < 0) continue;
      const difference = differences[pixel]! - light;
      brighter[cell]! += difference / area;
      unlike[cell]! += Math.abs(difference) / area;
      if (before) motion[cell]! += Math.abs(grey[pixel]! - before[pixel]!) / area;
    }
    const fine = detail(grey, { width, cellOf, cells });
    for (let cell = 0; cell < cells; cell += 1) {
      darker[cell] = Math.max(0, -brighter[cell]!);
      brighter[cell] = Math.max(0, brighter[cell]!);
      const more = (fine[cell]! - backgroundDetail[cell]!) / area;
      finer[cell] = Math.max(0, more);
      coarser[cell] = Math.max(0, -more);
    }
    before = grey;
  }
  return { columns, rows, frames, values };
}

/** Each pixel's cell; -1 at the right and bottom, where no whole cell is left. */
function cellIndex(
  width: number,
  height: number,
  { side, columns, rows }: { side: number; columns: number; rows: number },
): Int32Array {
  return Int32Array.from({ length: width * height }, (_, pixel) => {
    const [row, column] = [Math.floor(pixel / width / side), Math.floor((pixel % width) / side)];
    return row < rows && column < columns ? row * columns + column : -1;
  });
}

/** Each cell's sum of differences between neighbouring pixels. */
function detail(
  grey: Float32Array,
  { width, cellOf, cells }: { width: number; cellOf: Int32Array; cells: number },
): Float32Array {
  const sums = new Float32Array(cells);
  for (let pixel = width; pixel < grey.length; pixel += 1) {
    const cell = cellOf[pixel]!;
    if (cell < 0) continue;
    sums[cell]! += Math.abs(grey[pixel]! - grey[pixel - width]!);
    if (pixel % width > 0) sums[cell]! += Math.abs(grey[pixel]! - grey[pixel - 1]!);
  }
  return sums;
}

/** To half a grey level. */
function medianOf(values: Float32Array): number {
  const counts = new Uint32Array(1024);
  for (const value of values) counts[Math.round(2 * value) + 512]! += 1;
  let seen = 0;
  for (const [index, count] of counts.entries()) {
    seen += count;
    if (2 * seen >= values.length) return (index - 512) / 2;
  }
  return 0;
}

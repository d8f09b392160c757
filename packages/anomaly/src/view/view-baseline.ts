import * as z from 'zod';
import { quantile } from '../quantile.ts';
import { cellShares, viewCells } from './view-cells.ts';
import { createViewComparison, type ViewReference } from './view-comparison.ts';
import type { ViewMeasure } from './view-measure.ts';
import { viewReferenceFrom } from './view-reference.ts';
import { createStillRun } from './still-run.ts';

/**
 * A quantity of cells: `typical`, one a cell, and `least`: the part of it that a share of the cells
 * stays below together in the oddest normal frame. Who walks by covers some cells, never most of them.
 */
const cellQuantitySchema = z.strictObject({
  typical: z.array(z.number().nonnegative()).length(viewCells),
  least: z.number().nonnegative(),
});

type CellQuantity = z.infer<typeof cellQuantitySchema>;

/** What the camera's view is like when all is well: kept in the calibration. */
export const viewBaselineSchema = z
  .strictObject({
    /** Tiles side by side. */
    columns: z.int().positive(),
    /** Tiles on top of each other. */
    rows: z.int().positive(),
    /** Where edges lie: signed bytes, two a tile, in base64. */
    direction: z.base64(),
    /** How far normal frames are like the reference. */
    likeness: cellQuantitySchema,
    /** How sharp they are; typically 0 where a cell shows too little to say. */
    sharpness: cellQuantitySchema,
    /** Mean luma of the picture, 0 to 255: 1 %, 50 % and 99 % quantile. */
    brightness: z.strictObject({ least: z.number(), typical: z.number(), most: z.number() }),
    /** Frames that change by no more than `level` grey levels stand still, and for how long they did at most. */
    still: z.strictObject({ level: z.number().nonnegative(), seconds: z.number().nonnegative() }),
    /** Seconds of footage measured. */
    seconds: z.number().positive(),
  })
  .refine(({ columns, rows, direction }) => bytesOf(direction).length === 2 * columns * rows, {
    message: 'direction must have two bytes a tile',
  });

export type ViewBaseline = z.infer<typeof viewBaselineSchema>;

/** A frame of normal footage as it was measured. */
export interface MeasuredFrame {
  readonly view?: ViewMeasure | undefined;
  /** Media time in microseconds. */
  readonly timestampUs: number;
  /** The frame does not follow from the one before. */
  readonly discontinuous: boolean;
}

/** Below so many frames nothing can be said. */
const leastFrames = 10;
/** Contiguous blocks, each judged by what the others show. */
const blockCount = 5;
/** Share of normal frames that may lie below the least of their values. */
const leastShare = 0.005;

/** Measures what is normal of a camera's view; nothing where frames were not measured, or too few. */
export function viewBaselineFrom(frames: readonly MeasuredFrame[]): ViewBaseline | undefined {
  const measured = frames.filter((frame) => frame.view !== undefined);
  const [first] = measured;
  if (!first || measured.length < leastFrames) return undefined;
  const measures = measured.map(({ view }) => view!);
  const { columns, rows, direction } = viewReferenceFrom(measures);
  const compared = compareByBlocks(measured);
  const brightness = measures.map(brightnessOf);
  return {
    columns,
    rows,
    direction: Buffer.from(direction.buffer).toString('base64'),
    likeness: cellQuantity(
      compared.map((each) => each.likeness),
      cellShares.unlike,
    ),
    sharpness: cellQuantity(
      compared.map((each) => each.sharpness),
      cellShares.blurred,
    ),
    brightness: {
      least: compact(quantile(brightness, 0.01)),
      typical: compact(quantile(brightness, 0.5)),
      most: compact(quantile(brightness, 0.99)),
    },
    still: stillness(measured),
    seconds: compact(footageSeconds(measured)),
  };
}

/** What is typical of each cell, and what part of it the cells' `share` quantile falls to at least. */
function cellQuantity(frames: readonly Float64Array[], share: number): CellQuantity {
  const typical = Array.from({ length: viewCells }, (_, cell) => {
    const known = frames.map((values) => values[cell]!).filter((value) => !Number.isNaN(value));
    return known.length * 2 < frames.length ? 0 : compact(Math.max(0, quantile(known, 0.5)));
  });
  const parts = frames.map((values) => {
    const telling = typical.flatMap((value, cell) => {
      const part = values[cell]! / value;
      return value > 0 && !Number.isNaN(part) ? [part] : [];
    });
    return telling.length === 0 ? 0 : Math.max(0, quantile(telling, share));
  });
  return { typical, least: compact(quantile(parts, leastShare)) };
}

/** The reference in a baseline. */
export function referenceOf({ columns, rows, direction }: ViewBaseline): ViewReference {
  return { columns, rows, direction: bytesOf(direction) };
}

/** Mean luma of a frame. */
export function brightnessOf({ luma }: ViewMeasure): number {
  let sum = 0;
  for (let tile = 0; tile < luma.length; tile += 1) sum += luma[tile]!;
  return sum / luma.length;
}

function bytesOf(base64: string): Int8Array {
  return Int8Array.from(Buffer.from(base64, 'base64'));
}

const compact = (value: number): number => Number(value.toPrecision(4));

/** Compares each block of the footage with the reference that the others make. */
function compareByBlocks(frames: readonly MeasuredFrame[]) {
  const blockOf = (index: number) => Math.floor((index * blockCount) / frames.length);
  return Array.from({ length: blockCount }, (_, block) => {
    const others = frames.filter((_frame, index) => blockOf(index) !== block);
    const compare = createViewComparison(viewReferenceFrom(others.map(({ view }) => view!)));
    return frames
      .filter((_frame, index) => blockOf(index) === block)
      .map(({ view, timestampUs }) => compare(view!, timestampUs));
  }).flat();
}

/** Far below what the camera's noise alone changes. */
const stillShare = 0.05;

function stillness(frames: readonly MeasuredFrame[]): ViewBaseline['still'] {
  const changes = frames.flatMap(({ view }) => view?.change ?? []);
  const level = changes.length === 0 ? 0 : compact(stillShare * quantile(changes, 0.05));
  const run = createStillRun(level);
  const longest = frames.reduce(
    (most, { view, timestampUs }) => Math.max(most, run.next(view?.change, timestampUs)),
    0,
  );
  return { level, seconds: compact(longest) };
}

function footageSeconds(frames: readonly MeasuredFrame[]): number {
  let [us, lastUs] = [0, frames[0]!.timestampUs];
  for (const { timestampUs, discontinuous } of frames) {
    const passed = timestampUs - lastUs;
    lastUs = timestampUs;
    if (!discontinuous && passed > 0) us += passed;
  }
  return Math.max(1e-3, us / 1e6);
}

import { measureNames, type CellMeasures } from './cell-measures.ts';

/** How far each frame goes beyond all the rest of the footage. */
export interface Exceedances {
  /** A measured frame's sum over its cells, in units of what is large anywhere in the footage. */
  readonly levels: Float64Array;
  /** The same of one measured frame, cell by cell and measure by measure: `[measure][cell]`. */
  cellsAt(index: number): readonly Float64Array[];
}

export interface ExceedanceOptions {
  /** Frames a second. */
  readonly frameRate: number;
}

/** Seconds around a frame that say nothing about it: what is unusual lasts. */
const guardSeconds = 8;
const blockSeconds = 2;
/** Cells around one in which the same may be seen: people do not walk on rails. */
const radius = 3;
/** What is large: the share of all measures that is smaller, and no less than so many grey levels. */
const largeQuantile = 0.999;
const leastLarge = 8;

/**
 * Holds each cell of each frame against the most that was ever seen near that place in the footage
 * but for the seconds around it, measure by measure. What somebody did once exceeds it; what happens
 * again and again does not, be it as lively as it may.
 */
export function exceedances(measures: CellMeasures, { frameRate }: ExceedanceOptions): Exceedances {
  const { columns, rows, frames, values } = measures;
  const width = measureNames.length * columns * rows;
  const blockFrames = Math.max(1, Math.round(blockSeconds * frameRate));
  const blocks = Math.ceil(frames.length / blockFrames);
  const guard = Math.ceil((guardSeconds * frameRate) / blockFrames);
  const large = largeValues(measures);

  const peaks = Array.from({ length: blocks }, (_, block) => {
    const peak = new Float32Array(width);
    const end = Math.min(frames.length, (block + 1) * blockFrames);
    for (let index = block * blockFrames; index < end; index += 1)
      raise(peak, values.subarray(index * width, (index + 1) * width));
    return spread(peak, columns, rows);
  });
  const upTo = running(peaks);
  const from = running(peaks.toReversed()).toReversed();
  const nothing = new Float32Array(width);

  function cellsAt(index: number): Float64Array[] {
    const block = Math.floor(index / blockFrames);
    const before = upTo[block - guard - 1] ?? nothing;
    const after = from[block + guard + 1] ?? nothing;
    return measureNames.map((_, measure) =>
      Float64Array.from({ length: columns * rows }, (__, cell) => {
        const at = measure * columns * rows + cell;
        const usual = Math.max(before[at]!, after[at]!);
        return Math.max(0, values[index * width + at]! - usual) / large[measure]!;
      }),
    );
  }
  const levels = Float64Array.from(frames, (_, index) => {
    let sum = 0;
    for (const cells of cellsAt(index)) for (const value of cells) sum += value;
    return sum;
  });
  return { levels, cellsAt };
}

/** Frames that at least must lie outside the guard for something to be held against. */
export function leastReviewedFrames(frameRate: number): number {
  return Math.ceil((2 * guardSeconds + 4 * blockSeconds) * frameRate);
}

function raise(peak: Float32Array, values: Float32Array): void {
  for (let at = 0; at < peak.length; at += 1) peak[at] = Math.max(peak[at]!, values[at]!);
}

/** Element by element, the largest so far. */
function running(peaks: readonly Float32Array[]): Float32Array[] {
  const largest: Float32Array[] = [];
  for (const peak of peaks) {
    const next = peak.slice();
    const last = largest.at(-1);
    if (last) raise(next, last);
    largest.push(next);
  }
  return largest;
}

/** Each cell's largest within the radius, along rows and then along columns. */
function spread(peak: Float32Array, columns: number, rows: number): Float32Array {
  const along = peak.slice();
  const whole = peak.slice();
  const cells = columns * rows;
  for (const [source, target, step, size] of [
    [peak, along, 1, columns],
    [along, whole, columns, rows],
  ] as const) {
    for (let at = 0; at < source.length; at += 1) {
      const cell = at % cells;
      const place = step === 1 ? cell % columns : Math.floor(cell / columns);
      for (let by = -radius; by <= radius; by += 1) {
        if (place + by < 0 || place + by >= size) continue;
        target[at] = Math.max(target[at]!, source[at + by * step]!);
      }
    }
  }
  return whole;
}

/** What is a large value of each measure; brighter and darker, finer and coarser share one. */
function largeValues({ values, columns, rows, frames }: CellMeasures): number[] {
  const cells = columns * rows;
  const [motion, brighter, darker, unlike, finer, coarser] = measureNames.map((_, measure) => {
    const all = new Float32Array(frames.length * cells);
    for (let index = 0; index < frames.length; index += 1) {
      const at = (index * measureNames.length + measure) * cells;
      all.set(values.subarray(at, at + cells), index * cells);
    }
    all.sort();
    return Math.max(leastLarge, all[Math.floor(largeQuantile * (all.length - 1))] ?? 0);
  }) as [number, number, number, number, number, number];
  const light = Math.max(brighter, darker);
  const details = Math.max(finer, coarser);
  return [motion, light, light, unlike, details, details];
}

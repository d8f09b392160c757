import { brightnessOf, referenceOf, type ViewBaseline } from './view-baseline.ts';
import { cellOfTiles, cellShares, halves, viewCells } from './view-cells.ts';
import { createViewComparison, squaresByCell } from './view-comparison.ts';
import type { ViewFault } from './view-fault.ts';
import type { ViewMeasure } from './view-measure.ts';
import { createStillRun } from './still-run.ts';

/** How much speaks for each fault: 1 and more is cellShares. */
export type ViewEvidence = Readonly<Record<ViewFault, number>>;

/** What the shares below are of: cells that show, and always showed, something to tell them by. */
interface TellingCells {
  readonly structured: readonly number[];
  readonly sharp: readonly number[];
}

/** Grey levels (over two pixels) in which a cell's edges can be told from rounding. */
const leastStructure = 3;
/** A cell whose normal frames are less like the reference than this tells nothing. */
const leastLikeness = 0.5;
/** Below this share of the cells, what they say is not said of the picture. */
const leastTelling = viewCells / 4;

/** Fewer telling cells say nothing of a half. */
const leastInHalf = 4;

/** A cell has lost its structure, when less than this part of it is left, and little else is there. */
const lostBelow = 0.15;
/** It shows something else, when it is less like the reference than this part of what is normal. */
const unlikeBelow = 0.9;
/** And something that can be told, where its structure is at least this part of what was there. */
const tellingAbove = 0.3;
/** It is blurred, when less than this part of the normal sharpness is left. */
const blurredBelow = 0.85;

/** A picture is dark below this part of the darkest normal one, and below so many grey levels. */
const dark = { share: 0.35, level: 40 } as const;
/** Normal footage that is darker than this cannot go dark. */
const leastBrightness = 16;

/** Frozen: for at least as many seconds, and this many times as long as normal footage ever stood still. */
const frozen = { seconds: 1.6, times: 3 } as const;

/** Faults that can be seen at all in footage like the baseline's. */
export function watchedFaults(baseline: ViewBaseline): readonly ViewFault[] {
  const { structured, sharp } = tellingCells(baseline);
  const shows = structured.length >= leastTelling;
  return [
    ...(baseline.brightness.least >= leastBrightness ? (['black'] as const) : []),
    ...(shows ? (['covered'] as const) : []),
    ...(baseline.still.seconds < baseline.seconds / 2 ? (['frozen'] as const) : []),
    ...(sharp.length >= leastTelling ? (['out-of-focus'] as const) : []),
    ...(shows ? (['moved'] as const) : []),
  ];
}

/** How long a picture must stand still to be frozen. */
export function frozenAfterSeconds({ still }: ViewBaseline): number {
  return Math.max(frozen.seconds, frozen.times * still.seconds);
}

/** Creates the judgement of one stream's frames against a baseline, to be called in their order. */
export function createViewEvidence(
  baseline: ViewBaseline,
): (measure: ViewMeasure, timestampUs: number) => ViewEvidence {
  const watched = new Set(watchedFaults(baseline));
  const { structured, sharp } = tellingCells(baseline);
  const structuredHalves = halves
    .map((half) => structured.filter((cell) => half.has(cell)))
    .filter((half) => half.length >= leastInHalf);
  const compare = createViewComparison(referenceOf(baseline));
  const run = createStillRun(baseline.still.level);
  const frozenAfter = frozenAfterSeconds(baseline);
  const unlikeIf = boundOf(baseline.likeness, unlikeBelow);
  const blurredIf = boundOf(baseline.sharpness, blurredBelow);
  const darkBelow = Math.min(dark.level, dark.share * baseline.brightness.least);
  return (measure, timestampUs) => {
    const { likeness, structure, sharpness } = compare(measure, timestampUs);
    const isDark = brightnessOf(measure) < darkBelow;
    const lost =
      structured.length < leastTelling
        ? 1
        : shareOf(
            structured,
            (cell) =>
              structure[cell]! < tellingAbove && likeness[cell]! * structure[cell]! < lostBelow,
          ) / cellShares.lost;
    const unlike = (cell: number) => likeness[cell]! < unlikeIf[cell]!;
    const moved = Math.min(
      shareOf(structured, unlike) / cellShares.unlike,
      shareOf(structured, (cell) => unlike(cell) && structure[cell]! >= tellingAbove) /
        cellShares.unlikeAndTelling,
      ...structuredHalves.map((half) => shareOf(half, unlike) / cellShares.unlikeInHalf),
    );
    const known = sharp.filter((cell) => !Number.isNaN(sharpness[cell]!));
    const blurred =
      known.length * 2 < sharp.length
        ? 0
        : shareOf(known, (cell) => sharpness[cell]! < blurredIf[cell]!);
    const all: ViewEvidence = {
      black: isDark ? lost : 0,
      covered: isDark ? 0 : lost,
      frozen: run.next(measure.change, timestampUs) / frozenAfter,
      'out-of-focus': blurred / cellShares.blurred,
      moved,
    };
    return {
      black: watched.has('black') ? all.black : 0,
      covered: watched.has('covered') ? all.covered : 0,
      frozen: watched.has('frozen') ? all.frozen : 0,
      'out-of-focus': watched.has('out-of-focus') ? all['out-of-focus'] : 0,
      moved: watched.has('moved') ? all.moved : 0,
    };
  };
}

function tellingCells(baseline: ViewBaseline): TellingCells {
  const { columns, rows, likeness, sharpness } = baseline;
  const cells = cellOfTiles(columns, rows);
  const squares = squaresByCell(referenceOf(baseline).direction, cells);
  const tiles = new Float64Array(viewCells);
  for (const cell of cells) tiles[cell]! += 1;
  // A direction is half as long as its detail.
  const strength = squares.map((square, cell) => 2 * Math.sqrt(square / tiles[cell]!));
  const all = Array.from({ length: viewCells }, (_, cell) => cell);
  const structured = all.filter(
    (cell) => strength[cell]! >= leastStructure && likeness.typical[cell]! >= leastLikeness,
  );
  return { structured, sharp: structured.filter((cell) => sharpness.typical[cell]! > 0) };
}

/** Below which each cell counts: a part of the least that is normal for it in an odd frame. */
function boundOf({ typical, least }: ViewBaseline['likeness'], part: number): readonly number[] {
  return typical.map((value) => part * least * value);
}

function shareOf(cells: readonly number[], holds: (cell: number) => boolean): number {
  if (cells.length === 0) return 0;
  let count = 0;
  for (const cell of cells) if (holds(cell)) count += 1;
  return count / cells.length;
}

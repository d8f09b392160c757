import type { ViewReference } from './view-comparison.ts';
import type { ViewMeasure } from './view-measure.ts';
import { quantile } from '../quantile.ts';

/** Enough for a median. */
const wantedFrames = 99;

/** Where edges lie in most of the frames (at least one): medians, so that who stands before them half of the time is not seen. */
export function viewReferenceFrom(measures: readonly ViewMeasure[]): ViewReference {
  const step = Math.max(1, measures.length / wantedFrames);
  const chosen: ViewMeasure[] = [];
  for (let at = 0; at < measures.length; at += step) chosen.push(measures[Math.floor(at)]!);
  const { columns, rows } = chosen[0]!;
  const direction = Int8Array.from({ length: 2 * columns * rows }, (_, at) =>
    quantile(
      chosen.map((measure) => measure.direction[at]!),
      0.5,
    ),
  );
  return { columns, rows, direction };
}

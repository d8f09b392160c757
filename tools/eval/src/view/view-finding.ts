import type { ViewFault, ViewStep, ViewVerdict } from '@presage/anomaly';
import type { ChangedSpan, ViewChange } from './view-changes.ts';

/** What was told of a film with a change in it. */
export interface ViewFinding {
  /** The fault was told, or nothing where nothing was to be told. */
  readonly right: boolean;
  /** Seconds from when the change was whole to when the fault was told. */
  readonly delay?: number;
  /** Faults that were told and were none, or of another kind. */
  readonly wrong: readonly ViewFault[];
  /** The fault's end was told within 1.5 s of the change's. */
  readonly ended: boolean;
}

/** An end counts as told in time up to so many seconds from the change's. */
const endTolerance = 1.5;

/** Holds what was told against what was done. */
export function judgeFilm(
  steps: readonly ViewStep[],
  { fault, comesIn = 0 }: Pick<ViewChange, 'fault' | 'comesIn'>,
  span: ChangedSpan,
): ViewFinding {
  const told: readonly ViewVerdict[] = steps.flatMap((step) => step.told);
  const starts = told.filter(({ kind }) => kind === 'view-start').map(({ event }) => event);
  const found = starts.find(
    (event) => event.fault === fault && event.announced >= span.start && event.start <= span.end,
  );
  const end = told.find(({ kind, event }) => kind === 'view-end' && event.id === found?.id);
  const endSeconds = end?.event.end ?? Infinity;
  const wrong = starts.filter((event) => event !== found).map((event) => event.fault);
  return {
    right: fault === 'none' ? starts.length === 0 : found !== undefined && wrong.length === 0,
    ...(found && { delay: found.announced - span.start - comesIn }),
    wrong,
    ended: fault === 'none' || Math.abs(endSeconds - span.end) <= endTolerance,
  };
}

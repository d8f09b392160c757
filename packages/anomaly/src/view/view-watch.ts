import type { ViewBaseline } from './view-baseline.ts';
import type { ViewEvent } from './view-event.ts';
import { createViewEvidence, frozenAfterSeconds } from './view-evidence.ts';
import { maybeOtherCamera, viewAdvice, viewFaults, type ViewFault } from './view-fault.ts';
import type { ViewMeasure } from './view-measure.ts';

/** A fault that has just begun, or ended. */
export type ViewVerdict =
  | { readonly kind: 'view-start'; readonly event: ViewEvent }
  | { readonly kind: 'view-end'; readonly event: ViewEvent };

/** What a frame says of the view. */
export interface ViewStep {
  /** `suspected`: something speaks for a fault, but not for long enough to tell. */
  readonly state: 'clear' | 'suspected' | 'broken';
  /** The view is well again with this frame: what was remembered of the time before is worthless. */
  readonly restart: boolean;
  readonly told: readonly ViewVerdict[];
}

/** Watches one stream's view. */
export interface ViewWatch {
  /** Takes the next frame's measure, at a media time in microseconds. */
  next(measure: ViewMeasure, timestampUs: number): ViewStep;
}

export interface ViewWatchOptions {
  /** Part of the events' ids. */
  readonly streamId: string;
  readonly baseline: ViewBaseline;
}

/** Seconds that a fault must have lasted; a frozen picture has been waited for already. */
const holdSeconds: Readonly<Record<ViewFault, number>> = {
  black: 0.6,
  covered: 1,
  frozen: 0,
  'out-of-focus': 1.2,
  moved: 1.4,
};
/** A fault goes on while this part of the evidence for it is there (hysteresis). */
const leaveShare = 0.7;
/** And ends once it was not for so long. */
const leaveSeconds = 1;
/** Before the advice where the view never was what it should be. */
const otherCamera =
  'It is so from the beginning: is this the right video, and the model of this camera? If so: ';

/** What hides all else; any other fault stays what it was told to be. */
const hides: ReadonlySet<ViewFault> = new Set<ViewFault>(['black', 'covered']);

interface OpenFault {
  readonly event: ViewEvent;
  wellSinceUs?: number | undefined;
}

/**
 * Creates the watch of one stream. A fault is told once its evidence has lasted, one at a time; it
 * ends when the evidence is gone for a second, or gives way to one that hides it.
 */
export function createViewWatch({ streamId, baseline }: ViewWatchOptions): ViewWatch {
  let evidenceOf = createViewEvidence(baseline);
  const since = new Map<ViewFault, number>();
  let open: OpenFault | undefined;
  let firstUs: number | undefined;
  let lastUs = -Infinity;

  /** What has passed by the time that evidence is there. */
  const waitedUs = (fault: ViewFault) =>
    fault === 'frozen' ? Math.round(frozenAfterSeconds(baseline) * 1e6) : 0;

  function adviceOn(fault: ViewFault, startUs: number): string {
    const other = maybeOtherCamera(fault, (startUs - (firstUs ?? startUs)) / 1e6);
    return `${other ? otherCamera : ''}${viewAdvice[fault]}`;
  }

  function close(endUs: number): readonly ViewVerdict[] {
    if (!open) return [];
    const event = { ...open.event, end: endUs / 1e6 };
    open = undefined;
    return [{ kind: 'view-end', event }];
  }

  function start(fault: ViewFault, startUs: number, announcedUs: number): readonly ViewVerdict[] {
    const event: ViewEvent = {
      id: `${streamId}/${fault}@${startUs}`,
      fault,
      start: startUs / 1e6,
      announced: announcedUs / 1e6,
      advice: adviceOn(fault, startUs),
    };
    open = { event };
    return [{ kind: 'view-start', event }];
  }

  return {
    next(measure, timestampUs) {
      const told: ViewVerdict[] = [];
      if (timestampUs < lastUs) {
        // The reader jumped back: what lasted, lasted until there.
        told.push(...close(lastUs));
        since.clear();
        evidenceOf = createViewEvidence(baseline);
      }
      firstUs ??= timestampUs;
      lastUs = timestampUs;
      const evidence = evidenceOf(measure, timestampUs);
      for (const fault of viewFaults) {
        const strength = evidence[fault];
        if (strength >= 1 && !since.has(fault)) since.set(fault, timestampUs - waitedUs(fault));
        if (strength < leaveShare) since.delete(fault);
      }

      const lasting = viewFaults.find((fault) => {
        const sinceUs = since.get(fault);
        return (
          sinceUs !== undefined &&
          timestampUs - sinceUs >= waitedUs(fault) + holdSeconds[fault] * 1e6
        );
      });
      let restart = false;
      if (open) {
        const { fault } = open.event;
        open.wellSinceUs = since.has(fault) ? undefined : (open.wellSinceUs ?? timestampUs);
        const { wellSinceUs } = open;
        const surer =
          lasting !== undefined &&
          hides.has(lasting) &&
          viewFaults.indexOf(lasting) < viewFaults.indexOf(fault);
        const over = wellSinceUs !== undefined && timestampUs - wellSinceUs >= leaveSeconds * 1e6;
        if (surer || over) {
          told.push(...close(wellSinceUs ?? timestampUs));
          restart = true;
        }
      }
      if (!open && lasting !== undefined) {
        restart = false;
        told.push(...start(lasting, since.get(lasting)!, timestampUs));
      }
      const suspected = [...since.keys()].some((fault) => fault !== 'frozen');
      return { state: open ? 'broken' : suspected ? 'suspected' : 'clear', restart, told };
    },
  };
}

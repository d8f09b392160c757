import type { AnomalyEvent, AnomalyStart } from './anomaly-event.ts';
import type { Decision } from './decision.ts';
import type { Grid } from './grid.ts';
import { hotPlaces } from './hot-places.ts';
import { hotRegion } from './hot-region.ts';
import { createRise, type HotFrame, type Rise } from './rise.ts';
import type { PlacedZone } from './zones/place-zones.ts';

/** A scored frame as the decision sees it. */
export interface ScoredFrame {
  /** Media time in microseconds. */
  readonly timestampUs: number;
  readonly score: number;
  /** Scored, but never the start of an event nor part of one. */
  readonly warmUp: boolean;
  /** One score a place, row by row. */
  readonly heatmap: Float32Array;
}

/** What a frame changed. */
export type Verdict =
  | { readonly kind: 'event-start'; readonly event: AnomalyStart }
  | { readonly kind: 'event-end'; readonly event: AnomalyEvent };

/** Turns one stream's scores into events, as they happen. */
export interface Decider {
  /** Takes the next frame and says which event it ends, and which it starts, in that order. */
  next(frame: ScoredFrame): readonly Verdict[];
  /** No more frames: ends the open event. */
  finish(): readonly Verdict[];
}

export interface DeciderOptions {
  readonly streamId: string;
  readonly grid: Grid;
  /** Score that starts an event. */
  readonly threshold: number;
  readonly decision: Decision;
  /** 1 where a place is left out of regions and zones: `placeMask`. Default: none is. */
  readonly mask?: Uint8Array | undefined;
  /** Which events say that they touch: `placeZones`. Default: none. */
  readonly zones?: readonly PlacedZone[] | undefined;
}

/** An event that was told, and where it stands. */
interface OpenEvent {
  readonly announcedUs: number;
  /** All of it so far. */
  readonly whole: Rise;
  /** What may become part of it while it cools down. */
  renewed?: Rise;
}

/** Frames above the leave level that are further apart than this are not taken for one stretch: there is no knowing what was between. */
const longestStepUs = 1e6;

const seconds = (us: number): number => us / 1e6;

/**
 * Creates the decision of one stream. A stream is in one of five states:
 *
 * - **quiet**: no event. A frame at the threshold begins a rise.
 * - **rising**: the score has reached the threshold and stayed above the leave level since. After
 *   `minimumSeconds` the event is told; a frame below the leave level before that, and it never was.
 * - **active**: an event that was told, its last frame above the leave level.
 * - **dipping**: below the leave level for up to `mergeSeconds`. A frame above it, and the event is
 *   active again as if nothing had been.
 * - **cooling**: longer than that, up to `coolDownSeconds`. Now only what would be an event of its own
 *   (the threshold, the minimum length) makes this one active again. What began within the cool-down
 *   may ripen after it. Then the event ends, at its last frame above the leave level, and it is quiet.
 *
 * So no event is lost to the cool-down, and two events of a stream are always further apart than it.
 * Where the time jumps back, the event ends.
 */
export function createDecider(options: DeciderOptions): Decider {
  const { streamId, grid, threshold, decision, mask, zones = [] } = options;
  const leaveLevel = threshold * decision.leaveShare;
  const minimumUs = decision.minimumSeconds * 1e6;
  const mergeUs = decision.mergeSeconds * 1e6;
  const coolDownUs = Math.max(decision.coolDownSeconds, decision.mergeSeconds) * 1e6;
  let rise: Rise | undefined;
  let open: OpenEvent | undefined;
  let last: ScoredFrame | undefined;

  function started({ whole, announcedUs }: OpenEvent): AnomalyStart {
    const { startUs, peak, heatmap } = whole;
    return {
      id: `${streamId}@${startUs}`,
      start: seconds(startUs),
      announced: seconds(announcedUs),
      peak,
      threshold,
      heatmap,
      region: hotRegion(hotPlaces(heatmap, grid, mask), grid),
      zones: zones.map(({ name }) => name).filter((name) => whole.zones.has(name)),
    };
  }

  function close(): readonly Verdict[] {
    const event = open;
    rise = undefined;
    open = undefined;
    if (!event) return [];
    const end = seconds(event.whole.lastHotUs);
    return [
      {
        kind: 'event-end',
        event: { ...started(event), end, scores: event.whole.track.until(end) },
      },
    ];
  }

  /** How long ago the event had its last frame above the leave level; 0 where that was the frame before. */
  function dipUs({ whole }: OpenEvent, timestampUs: number): number {
    const goesOn = last && isHot(last) && timestampUs - last.timestampUs <= longestStepUs;
    return goesOn && last?.timestampUs === whole.lastHotUs ? 0 : timestampUs - whole.lastHotUs;
  }

  function closeIfOver(timestampUs: number): readonly Verdict[] {
    if (last && timestampUs < last.timestampUs) return close();
    if (!open || open.renewed) return [];
    return dipUs(open, timestampUs) > coolDownUs ? close() : [];
  }

  /** With the zones that it is hot in, where there are any to tell. */
  function hotFrame({ timestampUs, score, heatmap }: ScoredFrame): HotFrame {
    if (zones.length === 0) return { timestampUs, score, heatmap, zones: [] };
    const places = Array.from(hotPlaces(heatmap, grid, mask));
    const touched = zones.filter((zone) => places.some((place) => zone.places[place] === 1));
    return { timestampUs, score, heatmap, zones: touched.map(({ name }) => name) };
  }

  function takeQuiet(frame: ScoredFrame): readonly Verdict[] {
    rise = grown(rise, frame);
    if (!rise || frame.timestampUs - rise.startUs < minimumUs) return [];
    open = { announcedUs: frame.timestampUs, whole: rise };
    rise = undefined;
    return [{ kind: 'event-start', event: started(open) }];
  }

  function takeOpen(event: OpenEvent, frame: ScoredFrame): void {
    const { whole } = event;
    if (!frame.warmUp) whole.pass(frame);
    if (!event.renewed && dipUs(event, frame.timestampUs) <= mergeUs) {
      if (isHot(frame)) whole.heat(hotFrame(frame));
      return;
    }
    const renewed = grown(event.renewed, frame);
    const ripe = renewed && frame.timestampUs - renewed.startUs >= minimumUs;
    if (ripe) whole.join(renewed);
    if (renewed && !ripe) event.renewed = renewed;
    else delete event.renewed;
  }

  const isHot = ({ warmUp, score }: ScoredFrame): boolean => !warmUp && score >= leaveLevel;

  /** The rise with this frame; undefined where the frame ends it, or where none begins. */
  function grown(from: Rise | undefined, frame: ScoredFrame): Rise | undefined {
    if (!isHot(frame)) return undefined;
    if (!from && frame.score < threshold) return undefined;
    const next = from ?? createRise(hotFrame(frame));
    if (from) {
      next.pass(frame);
      next.heat(hotFrame(frame));
    }
    return next;
  }

  return {
    next(frame) {
      const ended = closeIfOver(frame.timestampUs);
      const begun = open ? [] : takeQuiet(frame);
      if (open && begun.length === 0) takeOpen(open, frame);
      last = frame;
      return [...ended, ...begun];
    },
    finish: close,
  };
}

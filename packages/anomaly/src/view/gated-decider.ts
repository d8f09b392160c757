import type { Decider, ScoredFrame, Verdict } from '../decider.ts';
import type { ViewStep } from './view-watch.ts';

/** A decision that knows of the camera's view. */
export interface GatedDecider {
  /** As {@link Decider.next}, with what the frame says of the view. */
  next(frame: ScoredFrame, view: ViewStep['state']): readonly Verdict[];
  /** As {@link Decider.finish}. */
  finish(): readonly Verdict[];
}

/**
 * Keeps a broken view from raising alarms: while one is suspected frames are held back, for as long
 * as it takes to be sure (a second or so). Then they are decided upon after all, or left out together
 * with all others until the view is well. An event that is open when the view breaks ends there.
 */
export function createGatedDecider(decider: Decider): GatedDecider {
  let held: readonly ScoredFrame[] = [];
  /** When events were really told whose frames had been held back: seconds by id. */
  const late = new Map<string, number>();

  function decide(frames: readonly ScoredFrame[], nowUs: number): readonly Verdict[] {
    return frames.flatMap((frame) => decider.next(frame)).map((verdict) => toldAt(verdict, nowUs));
  }

  function toldAt(verdict: Verdict, nowUs: number): Verdict {
    const { id } = verdict.event;
    if (verdict.kind === 'event-start') {
      const now = nowUs / 1e6;
      if (verdict.event.announced === now) return verdict;
      late.set(id, now);
      return { kind: 'event-start', event: { ...verdict.event, announced: now } };
    }
    const announced = late.get(id);
    late.delete(id);
    return announced === undefined
      ? verdict
      : { kind: 'event-end', event: { ...verdict.event, announced } };
  }

  function finish(): readonly Verdict[] {
    const last = held.at(-1);
    const decided = last ? decide(held, last.timestampUs) : [];
    held = [];
    return [...decided, ...decider.finish().map((verdict) => toldAt(verdict, 0))];
  }

  return {
    next(frame, view) {
      if (view === 'suspected') {
        held = [...held, frame];
        return [];
      }
      if (view === 'broken') {
        held = [];
        return finish();
      }
      const frames = [...held, frame];
      held = [];
      return decide(frames, frame.timestampUs);
    },
    finish,
  };
}

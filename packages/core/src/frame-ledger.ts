/** Why a frame was not processed. */
export type DropReason =
  /** A newer frame took its place: the model is slower than the camera. */
  | 'overflow'
  /** It was waiting when the stream was stopped. */
  | 'stopped'
  /** Processing it failed. */
  | 'failed';

/** What became of a frame in the end. */
export type FrameFate = 'processed' | DropReason;

/** At any moment: `captured = processed + Σ dropped + inFlight`. */
export interface LedgerSnapshot {
  readonly captured: number;
  readonly processed: number;
  readonly dropped: Readonly<Record<DropReason, number>>;
  /** Waiting in a mailbox, or handed out and not settled yet. */
  readonly inFlight: number;
}

/** Counts what becomes of every frame of a stream. */
export interface FrameLedger {
  /** A frame came in. */
  enter(): void;
  /** A frame left, and this is how. */
  leave(fate: FrameFate): void;
  snapshot(): LedgerSnapshot;
}

/** An empty ledger. Every count is kept on its own, none derived from the others. */
export function createFrameLedger(): FrameLedger {
  let captured = 0;
  let processed = 0;
  let inFlight = 0;
  const dropped: Record<DropReason, number> = { overflow: 0, stopped: 0, failed: 0 };
  return {
    enter() {
      captured += 1;
      inFlight += 1;
    },
    leave(fate) {
      if (fate === 'processed') processed += 1;
      else dropped[fate] += 1;
      inFlight -= 1;
    },
    snapshot: () => ({ captured, processed, dropped: { ...dropped }, inFlight }),
  };
}

import { Observable, type Subscriber } from 'rxjs';
import type { Discontinuity, Frame, FrameData } from './frame.ts';
import { createFrameLedger, type FrameLedger } from './frame-ledger.ts';

/** How a mailbox treats a frame that finds it full. */
export type Delivery =
  /** It must not happen: the source waits for {@link Mailbox.ready}. For files. */
  | 'every'
  /** The oldest waiting frame is dropped. For live sources. */
  | 'latest';

export interface MailboxOptions {
  readonly delivery: Delivery;
  /** Frames that may wait. Default 2. */
  readonly capacity?: number;
  /** Frames that may be handed out and not settled. Default 2: one in the model, one on its way. */
  readonly window?: number;
  /** Default: a new one. */
  readonly ledger?: FrameLedger;
}

/** The bounded queue between a decoder and whoever takes its frames. */
export interface Mailbox {
  readonly ledger: FrameLedger;
  /** Frames in order, at most `window` of them unsettled. One subscriber. */
  readonly frames: Observable<Frame>;
  /** Puts a frame in; on a closed mailbox it counts as dropped. Throws RangeError where `every` finds no room. */
  put(frame: FrameData): void;
  /** Resolves once there is room, or the mailbox is closed. For the one source that puts. */
  ready(): Promise<void>;
  /** No more frames: `frames` ends after the waiting ones, with `error` if given. */
  close(error?: unknown): void;
}

/** Creates an empty mailbox. Throws a RangeError where capacity or window is below 1. */
export function createMailbox(options: MailboxOptions): Mailbox {
  const { delivery, capacity = 2, window = 2, ledger = createFrameLedger() } = options;
  for (const [name, value] of Object.entries({ capacity, window })) {
    if (!(value >= 1)) throw new RangeError(`${name} must be 1 or more frames, not ${value}`);
  }
  const waiting: FrameData[] = [];
  let handedOut = 0;
  let closed: { readonly error?: unknown } | undefined;
  let subscriber: Subscriber<Frame> | undefined;
  let taken = false;
  let afterDrop: Discontinuity | undefined;
  let announceRoom: (() => void) | undefined;
  let pumping = false;

  const full = () => waiting.length >= capacity;

  function dropWaiting(): void {
    for (const _ of waiting.splice(0)) ledger.leave('stopped');
  }

  function roomMade(): void {
    announceRoom?.();
    announceRoom = undefined;
  }

  function handOut(data: FrameData): Frame {
    let settled = false;
    handedOut += 1;
    const settle: Frame['settle'] = (fate) => {
      if (settled) return;
      settled = true;
      handedOut -= 1;
      ledger.leave(fate);
      pump();
    };
    return { ...data, settle, [Symbol.dispose]: () => settle('processed') };
  }

  function pump(): void {
    // A frame that is settled while it is handed out must not let the next one overtake it.
    if (pumping) return;
    pumping = true;
    while (subscriber && handedOut < window && waiting.length > 0) {
      const frame = handOut(waiting.shift()!);
      roomMade();
      subscriber.next(frame);
    }
    pumping = false;
    if (!closed || waiting.length > 0 || !subscriber) return;
    const { error } = closed;
    if (error === undefined) subscriber.complete();
    else subscriber.error(error);
  }

  return {
    ledger,
    frames: new Observable<Frame>((next) => {
      if (taken) throw new TypeError('frames of a mailbox can be subscribed to once');
      taken = true;
      subscriber = next;
      next.add(() => {
        subscriber = undefined;
        closed ??= {};
        dropWaiting();
        roomMade();
      });
      pump();
    }),
    put(frame) {
      ledger.enter();
      if (closed) {
        ledger.leave('stopped');
        return;
      }
      if (full()) {
        if (delivery === 'every') {
          ledger.leave('failed');
          throw new RangeError(`mailbox is full (${capacity} frames): await ready() before put()`);
        }
        const oldest = waiting.shift()!;
        ledger.leave('overflow');
        const next = waiting[0];
        const cause = oldest.discontinuity ?? 'gap';
        if (next) waiting[0] = { ...next, discontinuity: next.discontinuity ?? cause };
        else afterDrop = cause;
      }
      waiting.push(
        afterDrop ? { ...frame, discontinuity: frame.discontinuity ?? afterDrop } : frame,
      );
      afterDrop = undefined;
      pump();
    },
    async ready() {
      while (full() && !closed) {
        await new Promise<void>((resolve) => {
          const before = announceRoom;
          announceRoom = () => {
            before?.();
            resolve();
          };
        });
      }
    },
    close(error) {
      if (closed) return;
      closed = { error };
      roomMade();
      pump();
    },
  };
}

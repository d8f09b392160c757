import { createMailbox, type Frame } from '@presage/core';
import { Observable } from 'rxjs';
import { decodeInto } from './decode-into.ts';
import type { DecodeOptions } from './decode-options.ts';

/**
 * The frames of a file. Each subscription starts an ffmpeg of its own, which is gone before the
 * Observable ends; unsubscribing stops it, and `onRunning` is told when it is gone then.
 */
export function decodeFrames(
  options: DecodeOptions,
  onRunning: (running: Promise<void>) => void,
): Observable<Frame> {
  return new Observable<Frame>((subscriber) => {
    const unsubscribed = new AbortController();
    const { delivery = 'every' } = options.needs;
    const mailbox = createMailbox({
      delivery,
      ...(options.ledger ? { ledger: options.ledger } : {}),
    });
    subscriber.add(() => unsubscribed.abort());
    subscriber.add(mailbox.frames.subscribe(subscriber));

    const signal = AbortSignal.any([options.signal, unsubscribed.signal]);
    async function run(): Promise<void> {
      try {
        await decodeInto(mailbox, options, signal);
        // Given up: not after the waiting frames, but now.
        if (options.signal.aborted) subscriber.error(options.signal.reason);
        else mailbox.close();
      } catch (error) {
        mailbox.close(error);
      }
    }
    onRunning(run());
  });
}

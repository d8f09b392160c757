import { Observable, type OperatorFunction } from 'rxjs';
import type { Frame } from './frame.ts';

/**
 * Takes each frame through `step` and settles it: `processed` when the promise resolves, `failed`
 * when it rejects, `stopped` when it rejects after results are no longer wanted. Steps start in the
 * order of the frames and as soon as they arrive (the source's window bounds how many); results come
 * out in that order, and an error after the results of the frames before it. Unsubscribing settles
 * the frames whose step has not ended when it ends.
 */
export function processFrames<R>(step: (frame: Frame) => Promise<R>): OperatorFunction<Frame, R> {
  return (source) =>
    new Observable<R>((subscriber) => {
      async function take(frame: Frame, previous: Promise<void>): Promise<void> {
        try {
          const result = await step(frame);
          await previous;
          subscriber.next(result);
          frame.settle('processed');
        } catch (error) {
          const fate = subscriber.closed ? 'stopped' : 'failed';
          await previous;
          // Before settling, which would let the source send more.
          subscriber.error(error);
          frame.settle(fate);
        }
      }

      let tail: Promise<void> = Promise.resolve();
      subscriber.add(
        source.subscribe({
          next(frame) {
            if (subscriber.closed) frame.settle('stopped');
            else tail = take(frame, tail);
          },
          error: (error: unknown) => void tail.then(() => subscriber.error(error)),
          complete: () => void tail.then(() => subscriber.complete()),
        }),
      );
    });
}

import { Observable, type OperatorFunction } from 'rxjs';
import type { Frame } from './frame.ts';

/**
 * Takes each frame through `step` and settles it: `processed` when the promise resolves, `failed`
 * when it rejects. Steps start in the order of the frames and as soon as they arrive (the source's
 * window bounds how many); results come out in that order. Unsubscribing settles the frames whose
 * step has not ended when it ends.
 */
export function processFrames<R>(
  step: (frame: Frame) => Promise<R>,
): OperatorFunction<Frame, R> {
  return (source) =>
    new Observable<R>((subscriber) => {
      let tail: Promise<void> = Promise.resolve();
      subscriber.add(
        source.subscribe({
          next(frame) {
            const stepped = step(frame);
            const previous = tail;
            tail = (async () => {
              try {
                const result = await stepped;
                await previous;
                subscriber.next(result);
                frame.settle('processed');
              } catch (error) {
                frame.settle('failed');
                subscriber.error(error);
              }
            })();
          },
          error: (error: unknown) => void tail.then(() => subscriber.error(error)),
          complete: () => void tail.then(() => subscriber.complete()),
        }),
      );
    });
}

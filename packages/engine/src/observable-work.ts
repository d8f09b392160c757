import { Observable, type Subscriber } from 'rxjs';

/** What work in progress is given. */
export interface WorkContext<T> {
  readonly subscriber: Subscriber<T>;
  /** Aborts on unsubscribing, and with the caller's signal. */
  readonly signal: AbortSignal;
}

/**
 * Async work as a cold Observable: begun by the subscription, stopped by its end, complete or failed
 * when the work is, so that by then everything is freed.
 */
export function observableWork<T>(
  work: (context: WorkContext<T>) => Promise<void>,
  signal?: AbortSignal,
): Observable<T> {
  return new Observable((subscriber) => {
    const unsubscribed = new AbortController();
    subscriber.add(() => unsubscribed.abort());
    const signals = [unsubscribed.signal, ...(signal ? [signal] : [])];
    work({ subscriber, signal: AbortSignal.any(signals) }).then(
      () => subscriber.complete(),
      (error: unknown) => subscriber.error(error),
    );
  });
}

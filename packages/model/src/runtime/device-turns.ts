/** Lets one caller at a time through, in the order in which they came. */
export interface Turns {
  /** Resolves when it is the caller's turn, which lasts until it is disposed of. */
  take(signal: AbortSignal): Promise<Disposable>;
}

/** Nobody's turn yet. */
export function createTurns(): Turns {
  let last: Promise<void> = Promise.resolve();
  return {
    async take(signal) {
      const before = last;
      const { promise: over, resolve: end } = Promise.withResolvers<void>();
      last = afterBoth(before, over);
      const { promise: aborted, reject } = Promise.withResolvers<never>();
      const abort = () => reject(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      try {
        signal.throwIfAborted();
        await Promise.race([before, aborted]);
        return { [Symbol.dispose]: end };
      } catch (error) {
        end();
        throw error;
      } finally {
        signal.removeEventListener('abort', abort);
      }
    },
  };
}

async function afterBoth(first: Promise<void>, second: Promise<void>): Promise<void> {
  await first;
  await second;
}

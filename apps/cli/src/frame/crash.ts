import type { EventEmitter } from 'node:events';

/** Errors that nothing caught. */
export interface Crash {
  /** Rejects with the first of them; never resolves. */
  readonly first: Promise<never>;
  readonly happened: boolean;
}

/** Catches what would otherwise end the process with a stack trace. */
export function watchForCrash(process: Pick<EventEmitter, 'on'>): Crash {
  let happened = false;
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {
    happened = true;
  });
  process.on('uncaughtException', reject);
  return {
    first: promise,
    get happened() {
      return happened;
    },
  };
}

import type { Mailbox } from '@presage/core';

/** Resolves once the mailbox has room or the signal aborts. */
export function readyOrAborted(mailbox: Mailbox, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done);
    // `ready` never rejects.
    void mailbox.ready().then(done);
  });
}

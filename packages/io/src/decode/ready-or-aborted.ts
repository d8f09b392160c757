import type { Mailbox } from '@presage/core';

/** Resolves once the mailbox has room or the signal aborts. */
export async function readyOrAborted(mailbox: Mailbox, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  const onAbort = () => resolve();
  signal.addEventListener('abort', onAbort);
  try {
    await Promise.race([mailbox.ready(), aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FatalError, TransientError } from '@presage/core';
import { reasonOf } from './ask-for-checksum.ts';
import type { ExactPin } from './cuda-pin.ts';

export interface DownloadOptions {
  readonly signal: AbortSignal;
  /** Called with the bytes there so far. */
  readonly progress: (bytes: number) => void;
}

/**
 * Fetches the pinned file to a path, and checks it while it comes. What lies there after an error
 * is not to be used.
 *
 * Throws TransientError `download-failed` where it does not come whole, `disk-full`; FatalError
 * `download-wrong` where it is another file; the signal's reason.
 */
export async function download(
  { address, bytes: wanted, sha512 }: ExactPin,
  path: string,
  { signal, progress }: DownloadOptions,
): Promise<void> {
  const hash = createHash('sha512');
  let bytes = 0;
  const check = new Transform({
    transform(chunk: Uint8Array, _, done) {
      bytes += chunk.length;
      hash.update(chunk);
      progress(bytes);
      // No more than was agreed on, whatever the other side has to send.
      if (bytes > wanted) done(wrong(`it is longer than ${wanted} bytes`));
      else done(null, chunk);
    },
  });
  try {
    const answer = await fetch(address, { signal });
    if (!answer.ok || !answer.body) throw new TypeError(`it answers ${answer.status}`);
    await pipeline(Readable.fromWeb(answer.body), check, createWriteStream(path), { signal });
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof FatalError) throw cause;
    if (isFull(cause)) throw diskFull(path, cause);
    throw failed(reasonOf(cause), cause);
  }
  if (bytes < wanted) throw failed(`it ended after ${bytes} of ${wanted} bytes`);
  const found = hash.digest('base64');
  if (found !== sha512) throw wrong(`its SHA-512 is ${found}, not ${sha512}`);

  function failed(reason: string, cause?: unknown): TransientError {
    return new TransientError({
      code: 'download-failed',
      message: `${address} did not come whole: ${reason}; nothing was installed, try again`,
      cause,
    });
  }
  function wrong(reason: string): FatalError {
    return new FatalError({
      code: 'download-wrong',
      message: `${address} is not the file that is pinned: ${reason}; nothing was installed. Do not use it: find out who changed it`,
    });
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
}

export function diskFull(path: string, cause?: unknown): TransientError {
  return new TransientError({
    code: 'disk-full',
    message: `there is no room for ${path}; nothing was installed, make room and try again`,
    cause,
  });
}

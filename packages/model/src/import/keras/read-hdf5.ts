import { InputError, PresageError } from '@presage/core';
import { once } from 'node:events';
import { spawnWorker } from '../../runtime/spawn-worker.ts';
import type { Hdf5Reply, Hdf5Request, Hdf5Tree } from './hdf5-tree.ts';

/** Nobody's weights take so long; a file made to keep a reader busy does. */
const patienceMs = 120_000;

/** Optimiser states are as large as the weights, twice, and nobody here wants them. */
const leaveOut = ['optimizer', 'optimizer_weights'];

/** What every HDF5 file begins with (HDF5 File Format Specification 3.0, II.A). */
const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Whether these are the bytes of an HDF5 file. */
function isHdf5(bytes: Uint8Array): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/**
 * Reads an HDF5 file, but for its optimiser's states, on a thread of its own that ends with it.
 *
 * Throws InputError `import-unreadable`, with `name` in the message, where the bytes are no such file,
 * a damaged one, or one beyond the limits (50,000 objects, 2²⁸ numbers, two minutes).
 */
export async function readHdf5(bytes: Uint8Array, name: string): Promise<Hdf5Tree> {
  const refuse = (reason: string): InputError =>
    new InputError({
      code: 'import-unreadable',
      message: `${name} cannot be read as HDF5: ${reason}`,
      fields: { name },
    });
  if (!isHdf5(bytes)) throw refuse('it does not begin as such files do');

  const copy = new Uint8Array(bytes);
  const request: Hdf5Request = { bytes: copy, leaveOut };
  const worker = spawnWorker(import.meta.url, './hdf5-worker', {
    workerData: request,
    transferList: [copy.buffer],
    stdout: true,
    stderr: true,
  });
  try {
    const timeout = AbortSignal.timeout(patienceMs);
    // `once` rejects where the worker emits `error`; one that ends without a word would wait for ever.
    const messages = await Promise.race([
      once(worker, 'message', { signal: timeout }),
      once(worker, 'exit', { signal: timeout }).then((): never => {
        throw new Error('the reader ended');
      }),
    ]);
    const answer = messages[0] as Hdf5Reply;
    if (answer.kind === 'refused') throw refuse(answer.reason);
    return new Map(answer.nodes.map((node) => [node.path, node]));
  } catch (error) {
    if (PresageError.isInstance(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw refuse(`it is damaged (${reason})`);
  } finally {
    await worker.terminate();
  }
}

/**
 * Keeps a process from exiting while one of its workers is inside ONNX Runtime: there the end of
 * the worker aborts the whole process (onnxruntime-node 1.30.0), whatever its exit code was to be.
 * On exit the main thread waits, ten seconds at most, until the call returns; no other begins.
 */
export interface ExitGuard extends Disposable {
  /** Goes to the worker in its `workerData`, for {@link withExitGuard}. */
  readonly flags: Int32Array<SharedArrayBuffer>;
}

const busy = 0;
const leaving = 1;
const patienceMs = 10_000;
const guards = new Set<Int32Array<SharedArrayBuffer>>();

function onExit(): void {
  for (const flags of guards) Atomics.store(flags, leaving, 1);
  for (const flags of guards) Atomics.wait(flags, busy, 1, patienceMs);
}

/** Guards one worker, until it is disposed of. Called by the thread that starts the worker. */
export function createExitGuard(): ExitGuard {
  const flags = new Int32Array(new SharedArrayBuffer(8));
  if (guards.size === 0) process.on('exit', onExit);
  guards.add(flags);
  return {
    flags,
    [Symbol.dispose]() {
      guards.delete(flags);
      if (guards.size === 0) process.off('exit', onExit);
    },
  };
}

/**
 * Runs `call` in the worker; the process does not exit within it. Calls must not overlap. Throws
 * TypeError where the process is on its way out.
 */
export async function withExitGuard<T>(
  { flags }: Pick<ExitGuard, 'flags'>,
  call: () => Promise<T>,
): Promise<T> {
  Atomics.store(flags, busy, 1);
  try {
    if (Atomics.load(flags, leaving) === 1) throw new TypeError('the process is exiting');
    return await call();
  } finally {
    Atomics.store(flags, busy, 0);
    Atomics.notify(flags, busy);
  }
}

import { getEnvironmentData, setEnvironmentData, threadId } from 'node:worker_threads';

/**
 * Lets one thread at a time into WebGPU. ONNX Runtime keeps one WebGPU device for the whole process
 * and no lock of its own: two threads that open sessions or take steps at the same moment crash the
 * process (onnxruntime-node 1.30.0). Holds the next ticket to be drawn, the one that is served, and
 * whose that is.
 */
export type WebgpuLock = Int32Array<SharedArrayBuffer>;

const key = 'presage.webgpu-lock';
const drawn = 0;
const served = 1;
/** The thread's number, plus one; 0 for nobody. */
const holder = 2;

/** A lock that nobody holds. */
export function createWebgpuLock(): WebgpuLock {
  return new Int32Array(new SharedArrayBuffer(12));
}

/**
 * The process's lock. Threads that were started before their parent asked for it have another one:
 * open models that run on WebGPU from one thread, or ask here before you start the threads.
 */
export function webgpuLock(): WebgpuLock {
  const known = getEnvironmentData(key);
  if (known instanceof Int32Array && known.buffer instanceof SharedArrayBuffer) {
    return known as WebgpuLock;
  }
  const lock = createWebgpuLock();
  setEnvironmentData(key, lock);
  return lock;
}

/**
 * Waits for its turn, first come, first served, and then runs `call`. Blocks the thread meanwhile:
 * for workers only. Not reentrant.
 */
export async function withWebgpuLock<T>(lock: WebgpuLock, call: () => Promise<T>): Promise<T> {
  const ticket = Atomics.add(lock, drawn, 1);
  for (let now = Atomics.load(lock, served); now !== ticket; now = Atomics.load(lock, served)) {
    Atomics.wait(lock, served, now);
  }
  Atomics.store(lock, holder, threadId + 1);
  try {
    return await call();
  } finally {
    leave(lock);
  }
}

/**
 * Gives up the turn of a thread that has ended in the middle of it, as one does that ran out of
 * memory; else all others would wait for ever. Called by the thread that started it.
 */
export function leaveFor(lock: WebgpuLock, endedThread: number): void {
  if (Atomics.load(lock, holder) === endedThread + 1) leave(lock);
}

function leave(lock: WebgpuLock): void {
  Atomics.store(lock, holder, 0);
  Atomics.add(lock, served, 1);
  Atomics.notify(lock, served);
}

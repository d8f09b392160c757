import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';

/**
 * Lets one thread at a time into WebGPU. ONNX Runtime keeps one WebGPU device for the whole process
 * and no lock of its own: two threads that open sessions or take steps at the same moment crash the
 * process (onnxruntime-node 1.30.0). Holds the next ticket to be drawn, and the one that is served.
 */
export type WebgpuLock = Int32Array<SharedArrayBuffer>;

const key = 'presage.webgpu-lock';
const drawn = 0;
const served = 1;

/** A lock that nobody holds. */
export function createWebgpuLock(): WebgpuLock {
  return new Int32Array(new SharedArrayBuffer(8));
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
  try {
    return await call();
  } finally {
    Atomics.add(lock, served, 1);
    Atomics.notify(lock, served);
  }
}

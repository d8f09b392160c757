import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { createWebgpuLock, leaveFor, webgpuLock, withWebgpuLock } from './webgpu-lock.ts';

/** Reads, lets go of the thread, and writes, many times: whoever is in there too undoes it. */
const program = `
  import { workerData } from 'node:worker_threads';
  import { webgpuLock, withWebgpuLock } from '${new URL('webgpu-lock.ts', import.meta.url).href}';
  const { lock = webgpuLock(), count } = workerData;
  for (let turn = 0; turn < 300; turn += 1) {
    await withWebgpuLock(lock, async () => {
      const before = count[0];
      await new Promise((resolve) => setImmediate(resolve));
      count[0] = before + 1;
    });
  }
`;

function startWorker(workerData: object): Promise<number> {
  const url = new URL(`data:text/javascript,${encodeURIComponent(program)}`);
  const worker = new Worker(url, { workerData, execArgv: ['--conditions=@presage/source'] });
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', resolve);
  });
}

test('one thread at a time is in there', async () => {
  const lock = createWebgpuLock();
  const count = new Int32Array(new SharedArrayBuffer(4));
  await Promise.all([1, 2, 3].map(() => startWorker({ lock, count })));
  expect(count[0]).toBe(900);
});

test('threads inherit the lock of the one that started them', async () => {
  const lock = webgpuLock();
  expect(webgpuLock()).toBe(lock);
  const drawn = lock[0]!;
  const count = new Int32Array(new SharedArrayBuffer(4));
  await Promise.all([1, 2].map(() => startWorker({ count })));
  expect(count[0]).toBe(600);
  expect(lock[0]! - drawn).toBe(600);
});

test('a call that fails lets the next one in', async () => {
  const lock = createWebgpuLock();
  const failing = withWebgpuLock(lock, async () => {
    throw new TypeError('no');
  });
  await expect(failing).rejects.toThrow('no');
  await expect(withWebgpuLock(lock, async () => 'in')).resolves.toBe('in');
});

test('a thread that ends in the middle of its turn is left for by the one that started it', async () => {
  const lock = createWebgpuLock();
  const worker = new Worker(
    new URL(
      `data:text/javascript,${encodeURIComponent(`
        import { workerData } from 'node:worker_threads';
        import { withWebgpuLock } from '${new URL('webgpu-lock.ts', import.meta.url).href}';
        await withWebgpuLock(workerData, async () => process.exit(1));
      `)}`,
    ),
    { workerData: lock, execArgv: ['--conditions=@presage/source'] },
  );
  const { threadId } = worker;
  await new Promise((resolve) => {
    worker.once('exit', resolve);
  });
  leaveFor(lock, threadId + 1);
  expect(lock[1]).toBe(0);
  leaveFor(lock, threadId);
  await expect(withWebgpuLock(lock, async () => 'in')).resolves.toBe('in');
  // Once only: a turn that is over is nobody's.
  leaveFor(lock, threadId);
  await expect(withWebgpuLock(lock, async () => 'in')).resolves.toBe('in');
});

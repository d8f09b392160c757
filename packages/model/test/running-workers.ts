import type { Worker } from 'node:worker_threads';

/** Counts the worker threads that this process starts from now on and that have not ended. */
export function countRunningWorkers(): () => number {
  let running = 0;
  process.on('worker', (worker: Worker) => {
    running += 1;
    worker.once('exit', () => {
      running -= 1;
    });
  });
  return () => running;
}

import type { Worker } from 'node:worker_threads';

/** The worker threads that this process starts from now on, and those of them that have not ended. */
export function watchWorkers(): { readonly started: () => number; readonly running: () => number } {
  let started = 0;
  let running = 0;
  process.on('worker', (worker: Worker) => {
    started += 1;
    running += 1;
    worker.once('exit', () => {
      running -= 1;
    });
  });
  return { started: () => started, running: () => running };
}

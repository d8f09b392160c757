import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Check } from '../finding.ts';

/** Can a worker thread start and answer? Every model runs in one. */
export const workerCheck: Check = {
  name: 'Worker threads',
  async run({ signal }) {
    const source = "require('node:worker_threads').parentPort.postMessage('ready')";
    const begin = performance.now();
    const worker = new Worker(source, { eval: true, execArgv: [] });
    try {
      await once(worker, 'message', { signal });
    } finally {
      await worker.terminate();
    }
    const startMs = Math.round(performance.now() - begin);
    return { status: 'ok', summary: `a worker starts (${startMs} ms)`, facts: { startMs } };
  },
};

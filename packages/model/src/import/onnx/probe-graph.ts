import { once } from 'node:events';
import { createExitGuard } from '../../runtime/exit-guard.ts';
import { spawnWorker } from '../../runtime/spawn-worker.ts';
import type { ProbedRun, ProbeRequest } from './probe-protocol.ts';

/**
 * Runs a graph, once for each set of inputs, on a thread that ends afterwards. One run that failed
 * stands for all where the graph could not be loaded.
 */
export async function probeGraph(request: Omit<ProbeRequest, 'flags'>): Promise<ProbedRun[]> {
  using guard = createExitGuard();
  const worker = spawnWorker(import.meta.url, './probe-worker', {
    name: 'presage-import',
    workerData: { ...request, flags: guard.flags } satisfies ProbeRequest,
  });
  const exited = once(worker, 'exit');
  const [answer] = (await Promise.race([
    once(worker, 'message'),
    exited.then(() => [[{ kind: 'failed', reason: 'its worker ended' } satisfies ProbedRun]]),
  ])) as [ProbedRun[]];
  await exited;
  return answer;
}

import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a worker thread from a module beside the caller's, be that a source (`.ts`, which Node
 * runs as it is) or what `tsc` made of it (`.js`): `spawnWorker(import.meta.url, './session-worker')`.
 * In a source tree the worker resolves `@presage/*` to sources too.
 */
export function spawnWorker(
  caller: string,
  module: string,
  options: Omit<WorkerOptions, 'execArgv'> = {},
): Worker {
  const fromSource = new URL(caller).pathname.endsWith('.ts');
  return new Worker(new URL(`${module}${fromSource ? '.ts' : '.js'}`, caller), {
    ...options,
    ...(fromSource && { execArgv: ['--conditions=@presage/source'] }),
  });
}

import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a worker thread from a module beside the caller's, be that a source (`.ts`, which Node
 * runs as it is) or what `tsc` made of it (`.js`): `spawnWorker(import.meta.url, './session-worker')`.
 * In a source tree the worker resolves `@presage/*` to sources too.
 *
 * The worker is one that ONNX Runtime may be loaded in: its telemetry is switched off first, by
 * `ORT_DISABLE_TELEMETRY=1` in the environment of this process, unless that says otherwise.
 */
export function spawnWorker(
  caller: string,
  module: string,
  options: Omit<WorkerOptions, 'execArgv'> = {},
): Worker {
  // Here, as a worker's own environment is a copy that native code does not see.
  process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
  const fromSource = new URL(caller).pathname.endsWith('.ts');
  return new Worker(new URL(`${module}${fromSource ? '.ts' : '.js'}`, caller), {
    ...options,
    ...(fromSource && { execArgv: ['--conditions=@presage/source'] }),
  });
}

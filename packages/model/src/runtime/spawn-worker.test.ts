import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { spawnWorker } from './spawn-worker.ts';

test.for(['ts', 'js'])('a worker beside a .%s module is found by that ending', async (ending) => {
  const folder = await mkdtemp(join(tmpdir(), 'presage-worker-'));
  try {
    const extension = ending;
    await writeFile(
      join(folder, `entry.${extension}`),
      `const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads');
       parentPort.postMessage([workerData, process.execArgv]);`,
    );
    const caller = pathToFileURL(join(folder, `caller.${ending}`)).href;
    const worker = spawnWorker(caller, './entry', { workerData: 42 });
    const [[data, execArgv]] = (await once(worker, 'message')) as [[number, string[]]];
    expect(data).toBe(42);
    expect(execArgv.includes('--conditions=@presage/source')).toBe(ending === 'ts');
    await worker.terminate();
  } finally {
    await rm(folder, { recursive: true });
  }
});

import { InferenceSession, Tensor } from 'onnxruntime-node';
import { parentPort, workerData } from 'node:worker_threads';
import { withExitGuard } from '../../runtime/exit-guard.ts';
import type { ProbeRequest, ProbedRun, ProbedTensor, ProbedTensors } from './probe-protocol.ts';

// The thread that a foreign graph is tried on: its memory goes with the thread.

const port = parentPort;
if (!port) throw new TypeError('probe-worker runs as a worker only');

const request = workerData as ProbeRequest;

async function runAll(): Promise<ProbedRun[]> {
  const session = await InferenceSession.create(request.bytes, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
  });
  const runs: ProbedRun[] = [];
  for (const feeds of request.runs) runs.push(await runOnce(session, feeds));
  return runs;
}

async function runOnce(session: InferenceSession, feeds: ProbedTensors): Promise<ProbedRun> {
  try {
    const given = await session.run(
      Object.fromEntries(Object.entries(feeds).map(([name, fed]) => [name, tensorFrom(fed)])),
      [...request.outputs],
    );
    const outputs = Object.entries(given).map(([name, { data, dims }]): [string, ProbedTensor] => {
      if (!(data instanceof Float32Array)) throw new TypeError(`output "${name}" is not float32`);
      return [name, { data, shape: dims }];
    });
    return { kind: 'ran', outputs: Object.fromEntries(outputs) };
  } catch (error) {
    return failed(error);
  }
}

function tensorFrom({ data, shape }: ProbedTensor): Tensor {
  return data instanceof Uint8Array
    ? new Tensor('uint8', data, shape)
    : new Tensor('float32', data, shape);
}

function failed(error: unknown): ProbedRun {
  return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
}

const answer = await withExitGuard(request, runAll).catch((error: unknown) => [failed(error)]);
port.postMessage(answer satisfies ProbedRun[]);

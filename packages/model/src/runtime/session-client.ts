import type { Transferable, Worker } from 'node:worker_threads';
import { FatalError } from '@presage/core';
import { deviceLost } from './device-lost.ts';
import { createExitGuard, type ExitGuard } from './exit-guard.ts';
import type {
  RunShape,
  SessionAnswers,
  SessionEnd,
  SessionMessage,
  SessionRequest,
  SessionWorkerData,
} from './protocol.ts';
import { plainReason } from './plain-reason.ts';
import { spawnWorker } from './spawn-worker.ts';
import { leaveFor, webgpuLock } from './webgpu-lock.ts';

type Kind = keyof SessionAnswers;

/** A session's worker, seen from the main thread. */
export interface SessionClient extends AsyncDisposable {
  /** Rejects with FatalError `step-failed` or `device-lost` where the worker says no, or with what {@link close} gave. */
  ask<K extends Kind>(
    request: Extract<SessionRequest, { kind: K }>,
    transfer?: readonly Transferable[],
  ): Promise<SessionAnswers[K]>;
  /** Runs of this shape so far. */
  runs(shape: RunShape): number;
  /** Rejects what waits for a stream. */
  abandon(stream: number, reason: unknown): void;
  /**
   * Ends the worker once its current step is done. Requests that wait, and later ones, reject with
   * `reason`, at once. Only the first reason counts.
   */
  close(reason: unknown): Promise<void>;
}

interface Waiting {
  readonly kind: Kind;
  resolve(value: never): void;
  reject(reason: unknown): void;
}

/** Starts a worker with no model in it. */
export function createSessionClient(
  start: (guard: ExitGuard) => Worker = startWorker,
): SessionClient {
  const guard = createExitGuard();
  const worker = start(guard);
  // Few and long-lived: entries of a map that come and go keep its outgrown tables alive.
  const queues = new Map<number | undefined, Waiting[]>();
  const runs = new Map<string, number>();
  let ended: { readonly reason: unknown } | undefined;

  function end(reason: unknown): void {
    ended ??= { reason };
    for (const waiting of queues.values()) {
      for (const { reject } of waiting.splice(0)) reject(ended.reason);
    }
  }

  const exited = new Promise<void>((resolve) => {
    const { threadId } = worker;
    worker.once('exit', () => {
      leaveFor(webgpuLock(), threadId);
      guard[Symbol.dispose]();
      resolve();
    });
  });
  worker.on('message', ({ answers, run }: SessionMessage) => {
    if (run) runs.set(keyOf(run), (runs.get(keyOf(run)) ?? 0) + 1);
    for (const answer of answers) {
      const waiting = queues.get(answer.stream);
      const asked = waiting?.shift();
      const closed = asked?.kind === 'close' || asked?.kind === 'abandon';
      if (closed && waiting?.length === 0) queues.delete(answer.stream);
      if ('failure' in answer) asked?.reject(stepFailed(answer.failure));
      else asked?.resolve(answer.value as never);
    }
  });
  worker.on('messageerror', (cause) => end(workerLost('sent what cannot be read', cause)));
  worker.on('error', (cause) => end(workerLost('failed', cause)));
  worker.on('exit', (code) => end(workerLost(`exited with code ${code}`)));

  async function close(reason: unknown): Promise<void> {
    end(reason);
    worker.postMessage({ kind: 'end' } satisfies SessionEnd, []);
    await exited;
  }

  return {
    async ask(request, transfer = []) {
      if (ended) throw ended.reason;
      return new Promise((resolve, reject) => {
        worker.postMessage(request, transfer);
        const stream = 'stream' in request ? request.stream : undefined;
        const waiting = queues.get(stream) ?? [];
        queues.set(stream, waiting);
        waiting.push({ kind: request.kind, resolve, reject });
      });
    },
    runs: (shape) => runs.get(keyOf(shape)) ?? 0,
    abandon(stream, reason) {
      // They stay in the queue: the worker answers them all the same.
      for (const asked of queues.get(stream) ?? []) asked.reject(reason);
    },
    close,
    [Symbol.asyncDispose]: () =>
      close(
        new FatalError({ code: 'model-closed', message: 'the model was closed; open it again' }),
      ),
  };
}

/** With little room for short-lived objects, which else grows by tens of megabytes before it is used again. */
function startWorker({ flags }: ExitGuard): Worker {
  // Made here, so that all workers inherit the same.
  webgpuLock();
  return spawnWorker(import.meta.url, './session-worker', {
    name: 'presage-model',
    workerData: { flags } satisfies SessionWorkerData,
    resourceLimits: { maxYoungGenerationSizeMb: 2 },
  });
}

function keyOf({ streams, steps }: RunShape): string {
  return `${streams}×${steps}`;
}

function stepFailed(said: string): FatalError {
  const reason = plainReason(said);
  return (
    deviceLost(reason) ??
    new FatalError({
      code: 'step-failed',
      message: `the model could not take a step: ${reason}`,
    })
  );
}

function workerLost(how: string, cause?: unknown): FatalError {
  return new FatalError({
    code: 'model-worker-lost',
    message: `the model's worker ${how}; open the model again, and if that repeats, look for memory running out`,
    cause,
  });
}

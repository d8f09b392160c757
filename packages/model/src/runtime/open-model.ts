import { FatalError, InputError } from '@presage/core';
import type { ModelFile } from '../file/model-file.ts';
import { readModelFile } from '../file/read-model-file.ts';
import { checkSuccessor } from './check-successor.ts';
import type { Device } from './device.ts';
import { createModelStream, type MovableStream } from './model-stream.ts';
import type { Model } from './model.ts';
import { openSession, type ModelSession } from './open-session.ts';
import type { Batching } from './protocol.ts';

export interface OpenModelOptions {
  /**
   * Default `auto`: the first of cuda, webgpu, directml and coreml that gives the CPU's answer, and
   * faster; else the CPU. One that is named is never replaced.
   */
  readonly device?: Device | 'auto';
  /** Threads that one step may use. Default: one a core, four at most. */
  readonly threads?: number;
  /** Which steps share a run. Default `auto`. */
  readonly batching?: Batching;
  /** Steps that may wait for one stream; one more is refused. Default 128. */
  readonly waitingSteps?: number;
  /** Closes the model, be it half opened or open; what waits rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Opens a model file, or its content, and takes a first step with it.
 *
 * Throws InputError as {@link readModelFile} does, `device-unknown`, `device-unavailable`,
 * `threads-invalid`, `batching-invalid`, `waiting-steps-invalid`, and `model-does-not-run` where ONNX Runtime refuses
 * the graph; FatalError `model-worker-lost` where the worker dies; the signal's reason where it
 * aborts.
 */
export async function openModel(
  source: string | ModelFile,
  options: OpenModelOptions = {},
): Promise<Model> {
  const { device = 'auto', threads, batching = 'auto', waitingSteps = 128, signal } = options;
  signal?.throwIfAborted();
  checkWhole('waiting-steps-invalid', 'waitingSteps', { values: [waitingSteps], least: 1 });
  if (typeof batching === 'object') {
    const { sizes = [], chains = [] } = batching;
    checkWhole('batching-invalid', 'batching', { values: [...sizes, ...chains], least: 2 });
  }

  const closing = new AbortController();
  const abort = () => closing.abort(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  const open = async (from: string | ModelFile, check?: (file: ModelFile) => void) => {
    const file = typeof from === 'string' ? await readModelFile(from) : from;
    check?.(file);
    return openSession(file, { device, threads, batching, signal: closing.signal });
  };

  let current: ModelSession;
  try {
    current = await open(source);
  } catch (error) {
    signal?.removeEventListener('abort', abort);
    throw error;
  }
  const sessions = new Set([current]);
  const streams = new Set<MovableStream>();
  let closedSteps = 0;
  let swapped = Promise.resolve();

  async function replace(from: string | ModelFile): Promise<void> {
    closing.signal.throwIfAborted();
    const next = await open(from, ({ description }) =>
      checkSuccessor(description, current.metadata.description),
    );
    const old = current;
    sessions.add(next);
    current = next;
    await Promise.all([...streams].map((stream) => stream.moveTo(next)));
    await old[Symbol.asyncDispose]();
    sessions.delete(old);
    closing.signal.throwIfAborted();
  }

  return {
    get description() {
      return current.metadata.description;
    },
    get calibration() {
      return current.metadata.calibration;
    },
    get provenance() {
      return current.metadata.provenance;
    },
    get device() {
      return current.device;
    },
    stream() {
      const made = createModelStream(current, {
        waitingSteps,
        onClose() {
          closedSteps += made.load().steps;
          streams.delete(made);
        },
      });
      streams.add(made);
      return made.stream;
    },
    load() {
      const loads = [...streams].map((stream) => stream.load());
      const { runs, client, device: report } = current;
      const alone = { streams: 1, steps: 1, runMs: report.stepMs };
      const costs = runs.costs.length > 0 ? runs.costs : [alone];
      return {
        streams: loads,
        waiting: loads.reduce((sum, { waiting }) => sum + waiting, 0),
        oldestMs: Math.max(0, ...loads.map(({ oldestMs }) => oldestMs)),
        steps: loads.reduce((sum, { steps }) => sum + steps, closedSteps),
        runs: costs.map((cost) => ({ ...cost, runs: client.runs(cost) })),
        sharing: runs.reason,
        limits: { waitingSteps },
      };
    },
    swap(from) {
      const swap = swapped.then(() => replace(from));
      swapped = swap.catch(() => {});
      return swap;
    },
    async [Symbol.asyncDispose]() {
      signal?.removeEventListener('abort', abort);
      closing.abort(
        new FatalError({ code: 'model-closed', message: 'the model was closed; open it again' }),
      );
      // It may bring another session, to be ended like the others.
      await swapped;
      await Promise.all([...sessions].map((session) => session[Symbol.asyncDispose]()));
    },
  };
}

function checkWhole(
  code: string,
  name: string,
  { values, least }: { readonly values: readonly number[]; readonly least: number },
): void {
  const wrong = values.find((value) => !Number.isSafeInteger(value) || value < least);
  if (wrong === undefined) return;
  throw new InputError({
    code,
    message: `${name} takes whole numbers from ${least}, not ${wrong}; leave it out for the default`,
    fields: { [name]: values },
  });
}

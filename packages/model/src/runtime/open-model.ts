import { FatalError, InputError } from '@presage/core';
import type { ModelFile } from '../file/model-file.ts';
import { readModelFile } from '../file/read-model-file.ts';
import { chooseDevice, type Device } from './device.ts';
import { createModelStream } from './model-stream.ts';
import type { Model } from './model.ts';
import type { SessionPlan } from './protocol.ts';
import { createSessionClient } from './session-client.ts';
import type { SnapshotFit } from './snapshot.ts';

export interface OpenModelOptions {
  /** Default `auto`: the first that runs. */
  readonly device?: Device | 'auto';
  /** Threads that one step may use. Default: one a core, four at most. */
  readonly threads?: number;
  /** Closes the model, be it half opened or open; what waits rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Opens a model file, or its content, and takes a first step with it.
 *
 * Throws InputError as {@link readModelFile} does, `device-unavailable`, `threads-invalid`, and
 * `model-does-not-run` where ONNX Runtime refuses the graph; FatalError `model-worker-lost` where
 * the worker dies; the signal's reason where it aborts.
 */
export async function openModel(
  source: string | ModelFile,
  options: OpenModelOptions = {},
): Promise<Model> {
  const { device: wanted = 'auto', threads, signal } = options;
  const device = chooseDevice(wanted, threads);
  signal?.throwIfAborted();
  const { bytes, ...metadata } = typeof source === 'string' ? await readModelFile(source) : source;
  const { spec: _, precision: _precision, ...plan } = metadata.description;
  signal?.throwIfAborted();

  const client = createSessionClient();
  const abort = () => void client.close(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  async function close(): Promise<void> {
    signal?.removeEventListener('abort', abort);
    await client[Symbol.asyncDispose]();
  }

  let fit: SnapshotFit;
  try {
    const own = new Uint8Array(bytes);
    const load = { kind: 'load', bytes: own, plan, threads: device.threads } as const;
    fit = { model: await client.ask(load, [own.buffer]), stateLength: stateLengthOf(plan) };
  } catch (error) {
    await close();
    throw error instanceof FatalError && error.code === 'step-failed' ? doesNotRun(error) : error;
  }

  let streams = 0;
  return {
    ...metadata,
    device,
    stream: () => createModelStream({ client, plan, fit, number: streams++ }),
    [Symbol.asyncDispose]: close,
  };
}

function doesNotRun(cause: FatalError): InputError {
  return new InputError({
    code: 'model-does-not-run',
    message: `ONNX Runtime does not run this model's graph: ${cause.message}; learn the model again, or export it for an operator set that ONNX Runtime knows`,
    cause,
  });
}

function stateLengthOf({ states }: SessionPlan): number {
  return states.reduce(
    (sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1),
    0,
  );
}

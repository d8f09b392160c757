import type { ModelFile } from '../file/model-file.ts';
import { readModelFile } from '../file/read-model-file.ts';
import type { Device } from './device.ts';
import { createModelStream } from './model-stream.ts';
import type { Model } from './model.ts';
import { openSession } from './open-session.ts';
import type { Batching } from './protocol.ts';

export interface OpenModelOptions {
  /** Default `auto`: the first that runs. */
  readonly device?: Device | 'auto';
  /** Threads that one step may use. Default: one a core, four at most. */
  readonly threads?: number;
  /** Which steps share a run. Default `auto`. */
  readonly batching?: Batching;
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
  const { device = 'auto', threads, batching = 'auto' } = options;
  const { signal = new AbortController().signal } = options;
  signal.throwIfAborted();
  const file = typeof source === 'string' ? await readModelFile(source) : source;
  const session = await openSession(file, { device, threads, batching, signal });
  return {
    ...session.metadata,
    device: session.device,
    stream: () => createModelStream(session),
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

import { FatalError, InputError } from '@presage/core';
import type { ModelFile, ModelMetadata } from '../file/model-file.ts';
import { chooseDevice } from './device-choice.ts';
import type { Device, DeviceReport } from './device.ts';
import { elementsOf } from './float-tensors.ts';
import { plainReason } from './plain-reason.ts';
import type { Batching, LoadReply, SessionPlan } from './protocol.ts';
import { createSessionClient, type SessionClient } from './session-client.ts';
import type { SnapshotFit } from './snapshot.ts';

export interface OpenSessionOptions {
  readonly device: Device | 'auto';
  readonly threads: number | undefined;
  readonly batching: Batching;
  /** Closes the session, be it half opened or open; what waits rejects with the signal's reason. */
  readonly signal: AbortSignal;
}

/** One version of a model, open in a worker of its own. Dispose of it to end the worker. */
export interface ModelSession extends AsyncDisposable {
  readonly metadata: ModelMetadata;
  readonly device: DeviceReport;
  readonly plan: SessionPlan;
  readonly fit: SnapshotFit;
  /** How steps share runs. */
  readonly runs: Pick<LoadReply, 'costs' | 'reason'>;
  readonly client: SessionClient;
  /** A number that no stream of this worker has had. */
  nextStream(): number;
}

/** Opens a model's content and takes a first step with it. Throws as `openModel` does. */
export async function openSession(
  { bytes, ...metadata }: ModelFile,
  { device: wanted, threads, batching, signal }: OpenSessionOptions,
): Promise<ModelSession> {
  signal.throwIfAborted();
  const { input, needs, batch, states, outputs, warmUpFrames, precision } = metadata.description;
  const plan = { input, needs, batch, states, outputs, warmUpFrames };

  if (batch === 'fixed' && typeof batching === 'object' && batching.sizes?.length) {
    throw cannotShare('its graph fixes the batch', batching);
  }

  const client = createSessionClient();
  const abort = () => void client.close(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  async function close(): Promise<void> {
    signal.removeEventListener('abort', abort);
    await client[Symbol.asyncDispose]();
  }

  try {
    // The worker starts meanwhile.
    const choice = { bytes, plan, precision, threads, signal };
    const device = await chooseDevice(wanted, choice);
    const own = new Uint8Array(bytes);
    const { digest, stepMs, refused, ...runs } = await client.ask(
      {
        kind: 'load',
        bytes: own,
        plan,
        device: device.device,
        threads: device.threads,
        batching,
      },
      [own.buffer],
    );
    if (refused !== undefined) throw cannotShare(refused, batching);
    const stateLength = states.reduce((sum, { shape }) => sum + elementsOf(shape), 0);
    let streams = 0;
    return {
      metadata,
      device: { ...device, stepMs },
      plan,
      fit: { model: digest, stateLength },
      runs,
      client,
      nextStream: () => streams++,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error instanceof FatalError && error.code === 'step-failed' ? doesNotRun(error) : error;
  }
}

function cannotShare(reason: string, batching: Batching): InputError {
  return new InputError({
    code: 'batching-impossible',
    message: `steps of this model cannot share runs as asked: ${plainReason(reason)}; leave batching out, or export the model so that axis 0 of every tensor is a free batch`,
    fields: { batching },
  });
}

function doesNotRun(cause: FatalError): InputError {
  return new InputError({
    code: 'model-does-not-run',
    message: `ONNX Runtime does not run this model's graph: ${cause.message}; learn the model again, or export it for an operator set that ONNX Runtime knows`,
    cause,
  });
}

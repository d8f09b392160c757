import { InferenceSession, listSupportedBackends } from 'onnxruntime-node';
import { providerOf } from './device-provider.ts';
import type { Device } from './device.ts';
import type { TrialMessage, TrialRequest } from './device-trial-messages.ts';
import { tryDevice } from './device-trial.ts';
import { zeroTensor } from './float-tensors.ts';
import { handOnGraph } from './webgpu-reader.ts';

// A process of its own, in which a provider may crash. It ends with the one that started it.

function send(message: TrialMessage): void {
  process.send?.(message);
}

/** The smallest session there is: does the provider load, and find a device? */
async function start(device: Device): Promise<void> {
  const session = await InferenceSession.create(handOnGraph([[1]]), {
    executionProviders: [providerOf[device]],
  });
  await session.run({ from0: zeroTensor([1]) });
  await session.release();
}

async function answerTo(request: TrialRequest): Promise<TrialMessage> {
  try {
    if (request.kind === 'try') {
      return { kind: 'figures', figures: await tryDevice(request.device, request.model) };
    }
    await start(request.device);
    return { kind: 'started' };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

process.on('message', (request: TrialRequest) => {
  void answerTo(request).then(send);
});
process.on('disconnect', () => process.exit());
send({ kind: 'ready', backends: listSupportedBackends() });

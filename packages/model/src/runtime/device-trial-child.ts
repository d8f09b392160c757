import { listSupportedBackends } from 'onnxruntime-node';
import { deviceSpeed } from './device-speed.ts';
import type { TrialMessage, TrialRequest } from './device-trial-messages.ts';
import { tryDevice } from './device-trial.ts';

// A process of its own, in which a provider may crash. It ends with the one that started it.

function send(message: TrialMessage): void {
  process.send?.(message);
}

async function answerTo(request: TrialRequest): Promise<TrialMessage> {
  try {
    if (request.kind === 'try') {
      return { kind: 'figures', figures: await tryDevice(request.device, request.model) };
    }
    return { kind: 'started', speed: await deviceSpeed(request.device) };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

process.on('message', (request: TrialRequest) => {
  void answerTo(request).then(send);
});
process.on('disconnect', () => process.exit());
send({ kind: 'ready', backends: listSupportedBackends() });

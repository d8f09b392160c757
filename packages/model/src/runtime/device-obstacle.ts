import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Device } from './device.ts';
import { providerOf } from './device-provider.ts';
import type { Backend } from './device-trial-messages.ts';

/** Why a device cannot even be tried here, for a person; undefined where it can. */
export function deviceObstacle(
  device: Device,
  backends: readonly Backend[],
  folder = binaryFolder(),
): string | undefined {
  const backend = backends.find(({ name }) => name === providerOf[device]);
  if (!backend) {
    return `not built into ONNX Runtime for ${process.platform} ${process.arch}`;
  }
  if (device === 'cuda' && !backend.bundled && !existsSync(join(folder, cudaLibrary))) {
    return 'its libraries are not installed (pnpm gpu:cuda fetches them)';
  }
  return undefined;
}

const cudaLibrary = 'libonnxruntime_providers_cuda.so';

/** Where onnxruntime-node keeps what it loads on this machine. */
function binaryFolder(): string {
  const entry = createRequire(import.meta.url).resolve('onnxruntime-node/package.json');
  return join(dirname(entry), 'bin', 'napi-v6', process.platform, process.arch);
}

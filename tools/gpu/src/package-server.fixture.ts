import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { zipSync } from 'fflate';
import type { ExactPin } from './cuda-pin.ts';
import { cudaFiles } from './install-cuda.ts';

/** Not to be compressed, so that the package is of some size. */
const noise = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * index * 31) >> 7);

/** What stands in for the libraries; the second names what it needs. */
export const libraries = {
  [cudaFiles[0]]: Buffer.from('shared'),
  [cudaFiles[1]]: Buffer.concat([
    noise,
    Buffer.from('\0libcudart.so.13\0libcublasLt.so.13\0libcudnn.so.9\0'),
  ]),
};

/** A package as NuGet has it, with these files. */
export function packageOf(files: Record<string, Uint8Array>): Buffer<ArrayBuffer> {
  const entries = Object.entries(files).map(
    ([name, data]) => [`runtimes/linux-x64/native/${name}`, data] as const,
  );
  return Buffer.from(
    zipSync({
      '[Content_Types].xml': Buffer.from('<Types/>'),
      ...Object.fromEntries(entries),
      'runtimes/linux-x64/native/libonnxruntime_providers_tensorrt.so': Buffer.from('no'),
    }),
  );
}

/** Serves what `answer` writes, on this machine; and a pin for `bytes` at that address. */
export async function servePackage(
  bytes: Buffer,
  answer: (response: ServerResponse) => void = (response) => response.end(bytes),
) {
  const server = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const pin: ExactPin = {
    version: '1.30.0',
    package: 'Microsoft.ML.OnnxRuntime.Gpu.Linux',
    address: `http://127.0.0.1:${port}/package.nupkg`,
    record: `http://127.0.0.1:${port}/record.json`,
    licence: 'MIT',
    bytes: bytes.length,
    sha512: createHash('sha512').update(bytes).digest('base64'),
  };
  return {
    pin,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

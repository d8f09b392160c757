import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { InputError, PresageError } from '@presage/core';
import { z } from 'zod';
import { askForChecksum } from './ask-for-checksum.ts';
import { exactPin, readPin, writePin, type CudaPin } from './cuda-pin.ts';
import { installCuda, removeCuda } from './install-cuda.ts';
import { missingLibraries } from './missing-libraries.ts';

const usage = `pnpm gpu:cuda             says what it would fetch, and asks
pnpm gpu:cuda --yes       does not ask
pnpm gpu:cuda --pin       asks NuGet for the checksum and writes it into cuda-pin.json
pnpm gpu:cuda --remove    takes the CUDA libraries away again`;

const controller = new AbortController();
const interrupt = () => controller.abort('interrupted; nothing was installed');
process.once('SIGINT', interrupt);

try {
  process.exitCode = await run();
} catch (error) {
  if (controller.signal.aborted) console.error(controller.signal.reason);
  else console.error(PresageError.isInstance(error) ? error.message : error);
  process.exitCode = 1;
}

async function run(): Promise<number> {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ options: { yes: flag, pin: flag, remove: flag, help: flag } });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  checkPlatform();
  const { version, folder } = installed();
  if (values.remove) {
    const removed = await removeCuda(folder);
    console.log(removed ? 'removed; the CPU and WebGPU run as before' : 'there were none');
    return 0;
  }
  const pin = await readPin();
  if (values.pin) {
    const exact = await askForChecksum(pin, controller.signal);
    await writePin(exact);
    console.log(
      `pinned: ${exact.package} ${exact.version}, ${exact.bytes} bytes\nSHA-512 ${exact.sha512}\nCompare it with another source before you commit it.`,
    );
    return 0;
  }
  console.log(explanation(pin, folder));
  const exact = exactPin(pin, version);
  if (!values.yes && !(await agreed())) {
    console.log('nothing was fetched');
    return 1;
  }
  const needed = await installCuda(exact, {
    folder,
    signal: controller.signal,
    progress: progressLine(exact.bytes),
  });
  console.log('\ninstalled');
  const missing = missingLibraries(needed);
  console.log(`built for ${needed.join(', ')}`);
  if (missing.length > 0) {
    console.log(
      `not found on this machine: ${missing.join(', ')}; install CUDA and cuDNN of these versions, or put their folder into LD_LIBRARY_PATH`,
    );
  }
  console.log('pnpm presage doctor says whether a step runs on it');
  return 0;
}

function checkPlatform(): void {
  if (process.platform === 'linux' && process.arch === 'x64') return;
  throw new InputError({
    code: 'cuda-not-here',
    message: `CUDA libraries for onnxruntime-node exist for linux x64 only, and this is ${process.platform} ${process.arch}; WebGPU, DirectML (Windows) and CoreML (macOS) need no extra step`,
  });
}

function installed(): { version: string; folder: string } {
  const require = createRequire(import.meta.url);
  const file = require.resolve('onnxruntime-node/package.json');
  const { version } = z.object({ version: z.string() }).parse(require(file));
  return { version, folder: join(dirname(file), 'bin', 'napi-v6', process.platform, process.arch) };
}

function explanation({ package: name, version, address, licence, bytes }: CudaPin, folder: string) {
  return `Presage runs on the CPU and through WebGPU as it is. To run on an NVIDIA GPU through CUDA, ONNX Runtime needs two more files, which npm does not carry.

  what     ${name} ${version}, by Microsoft
  from     ${address}
  size     ${bytes === null ? 'about 240 MB' : `${Math.round(bytes / 1e6)} MB`}, some 280 MB unpacked
  licence  ${licence}
  into     ${folder}
  needs    an NVIDIA driver, and CUDA and cuDNN 9 installed by you, of the major version that
           the files turn out to be built for: this step says which, and what is missing

The file is checked against a pinned SHA-512 before it is unpacked. Nothing that is installed now is changed; pnpm gpu:cuda --remove undoes it. A later pnpm install may remove it too: then run this step again.
`;
}

async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.log('there is nobody to ask: --yes agrees');
    return false;
  }
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  // At a terminal, it takes Ctrl+C from the process.
  lines.once('SIGINT', interrupt);
  try {
    const answer = await lines.question('Fetch it? [y/N] ', { signal: controller.signal });
    return /^y(?:es)?$/iu.test(answer.trim());
  } finally {
    lines.close();
  }
}

function progressLine(whole: number): (bytes: number) => void {
  let shown = -1;
  return (bytes) => {
    const percent = Math.floor((bytes / whole) * 100);
    if (percent === shown) return;
    shown = percent;
    if (process.stdout.isTTY) process.stdout.write(`\r${percent} %`);
  };
}

import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExactPin } from './cuda-pin.ts';
import { diskFull, download, type DownloadOptions } from './download.ts';
import { neededLibraries } from './needed-libraries.ts';
import { unpack } from './unpack.ts';

/** What CUDA on Linux x64 wants beside onnxruntime-node's own files. The last one is the one that counts. */
export const cudaFiles = [
  'libonnxruntime_providers_shared.so',
  'libonnxruntime_providers_cuda.so',
] as const;

const folderInPackage = 'runtimes/linux-x64/native/';
const workPrefix = '.presage-cuda-';
/** Package and unpacked files together, of the package's size. */
const roomNeeded = 3.5;

export interface InstallOptions extends DownloadOptions {
  /** Where onnxruntime-node's own files are. */
  readonly folder: string;
  /** Bytes free there. */
  readonly free?: (folder: string) => Promise<number>;
}

/**
 * Puts the CUDA libraries beside onnxruntime-node's own files, none of which it touches. Everything
 * is fetched, checked and unpacked in a folder of its own on the same disk, and then moved: after
 * any failure, a killed process included, what was there before runs as before.
 *
 * Resolves to the libraries of NVIDIA that must be on the machine. Throws as {@link download} does.
 */
export async function installCuda(pin: ExactPin, options: InstallOptions): Promise<string[]> {
  const { folder, free = freeBytes } = options;
  await removeLeftovers(folder);
  if ((await free(folder)) < pin.bytes * roomNeeded) throw diskFull(folder);
  const work = await mkdtemp(join(folder, workPrefix));
  try {
    const archive = join(work, 'package.zip');
    await download(pin, archive, options);
    await unpack(
      archive,
      cudaFiles.map((name) => folderInPackage + name),
      work,
    );
    options.signal.throwIfAborted();
    const needed = await neededLibraries(join(work, cudaFiles[1]));
    for (const name of cudaFiles) await rename(join(work, name), join(folder, name));
    return needed;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Takes the CUDA libraries away again; true where there were any. */
export async function removeCuda(folder: string): Promise<boolean> {
  await removeLeftovers(folder);
  const there = cudaFiles.filter((name) => existsSync(join(folder, name)));
  for (const name of there.toReversed()) await rm(join(folder, name));
  return there.length > 0;
}

/** Of runs that were killed. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(workPrefix)) await rm(join(folder, name), { recursive: true });
  }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

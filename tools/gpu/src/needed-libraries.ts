import { createReadStream } from 'node:fs';

const library = /lib(?:cuda|cudart|cublas|cublasLt|cudnn|cufft|curand|nvrtc)\.so\.\d+/gu;

/**
 * NVIDIA's libraries that a shared library names, to be linked with or loaded later; in alphabetic
 * order. They say which CUDA and cuDNN it was built for.
 */
export async function neededLibraries(path: string): Promise<string[]> {
  const found = new Set<string>();
  let rest = '';
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) {
    const text = rest + (chunk as Buffer).toString('latin1');
    for (const [name] of text.matchAll(library)) found.add(name);
    rest = text.slice(-64);
  }
  return [...found].toSorted();
}

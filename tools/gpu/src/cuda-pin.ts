import { readFile, writeFile } from 'node:fs/promises';
import { InputError } from '@presage/core';
import { z } from 'zod';

const schema = z.object({
  /** Of onnxruntime-node, and of the package: they must be the same. */
  version: z.string(),
  package: z.string(),
  /** The package itself. */
  address: z.url(),
  /** What NuGet says of the package, its checksum among it. */
  record: z.url(),
  licence: z.string(),
  /** Of the package; null where nobody has looked yet. */
  bytes: z.int().positive().nullable(),
  /** Of the package, base64 as NuGet writes it; null where nobody has looked yet. */
  sha512: z.base64().nullable(),
});

/** Which package the CUDA libraries are taken from, and what it must be. */
export type CudaPin = z.output<typeof schema>;

/** A pin that says what must come, to the byte. */
export type ExactPin = CudaPin & { readonly bytes: number; readonly sha512: string };

export const pinFile = new URL('cuda-pin.json', import.meta.url);

export async function readPin(file: URL = pinFile): Promise<CudaPin> {
  return schema.parse(JSON.parse(await readFile(file, 'utf8')));
}

export async function writePin(pin: CudaPin, file: URL = pinFile): Promise<void> {
  await writeFile(file, `${JSON.stringify(schema.parse(pin), undefined, 2)}\n`);
}

/**
 * Throws InputError `cuda-pin-outdated` where onnxruntime-node has another version than the pin,
 * and `cuda-pin-missing` where no checksum is pinned.
 */
export function exactPin(pin: CudaPin, installedVersion: string): ExactPin {
  const { version, bytes, sha512 } = pin;
  if (version !== installedVersion) {
    throw new InputError({
      code: 'cuda-pin-outdated',
      message: `the CUDA libraries must be of onnxruntime-node's version, ${installedVersion}, and the pin is for ${version}; bring tools/gpu/src/cuda-pin.json up to date`,
      fields: { version, installedVersion },
    });
  }
  if (bytes === null || sha512 === null) {
    throw new InputError({
      code: 'cuda-pin-missing',
      message: `no checksum is pinned for ${pin.package} ${version}, and nothing is installed unchecked; pnpm gpu:cuda --pin asks NuGet for it and writes it down, for you to look at and keep`,
      fields: { version },
    });
  }
  return { ...pin, bytes, sha512 };
}

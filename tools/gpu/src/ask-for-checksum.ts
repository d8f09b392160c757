import { TransientError } from '@presage/core';
import { z } from 'zod';
import type { CudaPin, ExactPin } from './cuda-pin.ts';

const leaf = z.object({ catalogEntry: z.url() });
const entry = z.object({
  id: z.string(),
  version: z.string(),
  packageHash: z.base64(),
  packageHashAlgorithm: z.literal('SHA512'),
  packageSize: z.int().positive(),
});

/**
 * Asks NuGet what the package's file must be: its catalogue is append-only and keeps size and
 * SHA-512 of the very file that it hands out.
 *
 * Throws TransientError `nuget-unreachable` where it does not answer, or answers something else.
 *
 * Source: https://learn.microsoft.com/nuget/api/catalog-resource
 */
export async function askForChecksum(pin: CudaPin, signal?: AbortSignal): Promise<ExactPin> {
  const { catalogEntry } = leaf.parse(await jsonFrom(pin.record, signal));
  const told = entry.parse(await jsonFrom(catalogEntry, signal));
  if (told.id.toLowerCase() !== pin.package.toLowerCase() || told.version !== pin.version) {
    throw new TransientError({
      code: 'nuget-unreachable',
      message: `${pin.record} was to tell of ${pin.package} ${pin.version}, and tells of ${told.id} ${told.version}; look at the address in the pin`,
    });
  }
  return { ...pin, bytes: told.packageSize, sha512: told.packageHash };
}

async function jsonFrom(address: string, signal?: AbortSignal): Promise<unknown> {
  try {
    const answer = await fetch(address, { ...(signal && { signal }) });
    if (!answer.ok) throw new TypeError(`it answers ${answer.status}`);
    return await answer.json();
  } catch (cause) {
    signal?.throwIfAborted();
    throw new TransientError({
      code: 'nuget-unreachable',
      message: `${address} does not tell the checksum: ${reasonOf(cause)}; try again, or from a network that reaches it`,
      cause,
    });
  }
}

/** What went wrong, the innermost: `fetch` hides it. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}

import { InputError } from '@presage/core';
import { isSafetensors, readSafetensorsFile } from '../safetensors-file.ts';
import { isZip } from '../zip-entries.ts';
import { PickleRefusal } from './pickle/pickle-refusal.ts';
import { readTorchLegacy } from './read-torch-legacy.ts';
import { readTorchZip } from './read-torch-zip.ts';
import type { TorchFile } from './torch-file.ts';

/**
 * Reads a file of PyTorch (`torch.save`, old and new; TorchScript) or safetensors as plain data.
 * Nothing in it runs. `name` is what messages call it.
 *
 * Throws InputError `import-unsafe` where it holds more than tensors and plain containers, and
 * `import-damaged` where it is cut off or no such file.
 */
export function readTorchFile(bytes: Uint8Array, name: string): TorchFile {
  return withInputErrors(name, () => {
    if (isSafetensors(bytes)) return readSafetensorsFile(bytes);
    return isZip(bytes) ? readTorchZip(bytes) : readTorchLegacy(bytes);
  });
}

/** Says in words of a file what reading it stumbled over. */
export function withInputErrors<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof PickleRefusal) throw unsafe(name, error);
    if (!(error instanceof RangeError)) throw error;
    throw new InputError({
      code: 'import-damaged',
      message: `${name} cannot be read as a file of PyTorch: ${error.message}; take another copy of it, or save it again with torch.save(model.state_dict(), …)`,
      cause: error,
      fields: { name },
    });
  }
}

function unsafe(name: string, error: PickleRefusal): InputError {
  const { refused } = error;
  return new InputError({
    code: 'import-unsafe',
    message: `${name} asks for ${refused}, which is more than tensors and plain containers: such a file can run any code when it is opened, so it is not; nothing of it ran. Where you trust it, open it in PyTorch and save the weights alone: torch.save(model.state_dict(), 'weights.pth')`,
    cause: error,
    fields: { name, refused },
  });
}

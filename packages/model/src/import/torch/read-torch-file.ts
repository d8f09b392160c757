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
  if (isSafetensors(bytes)) {
    return withInputErrors({ name, format: 'safetensors' }, () => readSafetensorsFile(bytes));
  }
  const read = isZip(bytes) ? readTorchZip : readTorchLegacy;
  return withInputErrors({ name, format: 'PyTorch' }, () => read(bytes));
}

export interface NamedFile {
  /** What messages call it. */
  readonly name: string;
  readonly format: TorchFile['format'];
}

/** Says in words of a file what reading it stumbled over. */
export function withInputErrors<T>({ name, format }: NamedFile, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof PickleRefusal) throw unsafe(name, error);
    if (!(error instanceof RangeError)) throw error;
    throw new InputError({
      code: 'import-damaged',
      message:
        format === 'safetensors'
          ? `${name} cannot be read as safetensors: ${error.message}; take another copy of it`
          : `${name} cannot be read as a file of PyTorch: ${error.message}; take another copy of it, or save it again with torch.save(model.state_dict(), …)`,
      cause: error,
      fields: { name },
    });
  }
}

function unsafe(name: string, error: PickleRefusal): InputError {
  const { refused } = error;
  return new InputError({
    code: 'import-unsafe',
    message: `${name} asks for ${refused}, which is more than tensors and plain containers: such a file can run any code when it is opened, so it is not; nothing of it ran. Where you trust it, save the weights alone with two lines of Python, and import those:
  checkpoint = torch.load(${JSON.stringify(name)}, map_location='cpu', weights_only=False)
  torch.save(checkpoint['state_dict'], 'weights.pth')
(the key may be another, model_state_dict or model; of a whole model it is checkpoint.state_dict())`,
    cause: error,
    fields: { name, refused },
  });
}

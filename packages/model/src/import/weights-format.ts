import { InputError } from '@presage/core';
import { isDamagedSafetensors, isSafetensors } from './safetensors-file.ts';
import { isZip, openZip } from './zip-entries.ts';

/** Who reads a file. */
export type WeightsFormat = 'keras' | 'torch' | 'onnx';

const hdf5 = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** Where a tar archive says that it is one. */
const tarMagicAt = 257;

/**
 * Tells by its first bytes, and by what a zip archive holds, which framework a file is from.
 *
 * Throws InputError `import-unknown` where it is from none, and says what to do where it is known all
 * the same.
 */
export function weightsFormatOf(bytes: Uint8Array, name: string): WeightsFormat {
  if (bytes.length === 0) throw unknown(name, 'is empty; take another copy of it');
  if (hdf5.every((byte, index) => bytes[index] === byte)) return 'keras';
  if (isSafetensors(bytes)) return 'torch';
  if (isZip(bytes)) return formatOfZip(bytes, name);
  const start = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  if (start.startsWith('version https://git-lfs')) {
    throw unknown(
      name,
      'is a pointer of Git LFS, not the file itself; fetch it with: git lfs pull',
    );
  }
  if (start.startsWith('{')) throw unknown(name, jsonAdvice(start));
  if (start.startsWith('ustar', tarMagicAt)) {
    throw unknown(
      name,
      'is a tar archive; unpack it and give the file inside, or, where PyTorch 0.1 wrote it, save it again with a newer one',
    );
  }
  if (isDamagedSafetensors(bytes)) {
    throw unknown(
      name,
      'is a safetensors file that is cut off or damaged: its header does not end where it says; take another copy of it',
    );
  }
  // A pickle says its protocol; one of protocol 0 or 1 begins with a mark, a dictionary or a name.
  if (
    bytes[0] === 0x80 ||
    (/\.(?:pth?|pkl|tar|ckpt|bin)$/iu.test(name) && '(}]c'.includes(start[0]!))
  ) {
    return 'torch';
  }
  if (bytes[0] === 0x08) return 'onnx';
  throw unknown(
    name,
    'begins like no file that can be imported: those are .keras and .h5 of Keras, .pth and .pt of PyTorch, .safetensors, and .onnx',
  );
}

function formatOfZip(bytes: Uint8Array, name: string): WeightsFormat {
  let names: readonly string[];
  try {
    ({ names } = openZip(bytes));
  } catch (error) {
    throw unknown(
      name,
      `is a damaged zip archive (${String(error)}); take another copy of it`,
      error,
    );
  }
  const ends = (end: string): boolean =>
    names.some((each) => each === end || each.endsWith(`/${end}`));
  if (ends('data.pkl')) return 'torch';
  if (ends('config.json') || ends('model.weights.h5')) return 'keras';
  const told = names.slice(0, 5).join(', ');
  throw unknown(
    name,
    `is a zip archive of neither Keras (config.json) nor PyTorch (data.pkl), but holds ${told}${names.length > 5 ? ', …' : ''}; where a model is in it, unpack it and give that file`,
  );
}

function jsonAdvice(start: string): string {
  return start.includes('weight_map')
    ? 'lists the parts of a model that is kept in several .safetensors files; put them into one with PyTorch (load each, save all together with safetensors.torch.save_file), and import that'
    : 'is JSON and holds no weights; give the file that holds them, and this one with --spec where it is a network spec';
}

function unknown(name: string, what: string, cause?: unknown): InputError {
  return new InputError({
    code: 'import-unknown',
    message: `${name} ${what}`,
    cause,
    fields: { name },
  });
}

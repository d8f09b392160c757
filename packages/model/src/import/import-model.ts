import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { InputError } from '@presage/core';
import type { ImportOptions } from './import-options.ts';
import { importedModel, type ImportedModel } from './imported-model.ts';
import { importKeras } from './keras/import-keras.ts';
import { importOnnx } from './onnx/import-onnx.ts';
import { isSafetensors } from './safetensors-file.ts';
import { importTorch } from './torch/import-torch.ts';
import { weightsFormatOf } from './weights-format.ts';

/**
 * Makes a model file of a network from elsewhere: Keras (`.keras`, `.h5`), PyTorch (`.pth`, `.pt`),
 * safetensors, or an ONNX step graph. Which of them it is, its content says, not its name.
 *
 * Throws InputError `import-missing`, `import-unreadable`, `import-unknown`, and what `importKeras`,
 * `importTorch` and `importOnnx` throw.
 */
export async function importModel(
  path: string,
  options: ImportOptions = {},
): Promise<ImportedModel> {
  const bytes = await contentOf(path);
  const name = basename(path);
  switch (weightsFormatOf(bytes, name)) {
    case 'onnx':
      return importOnnx(bytes, name, options);
    case 'keras': {
      const { kerasVersion: version, ...network } = await importKeras(bytes, name, options);
      return importedModel(network, { file: name, framework: 'Keras', version });
    }
    default: {
      const framework = isSafetensors(bytes) ? 'safetensors' : 'PyTorch';
      return importedModel(importTorch(bytes, name, options), { file: name, framework });
    }
  }
}

async function contentOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const content = await readFile(path);
    return new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    const reason =
      code === 'EISDIR'
        ? 'it is a folder; a TensorFlow SavedModel is one: save it again in Python with model.save("model.keras")'
        : String(error);
    throw new InputError({
      code: isMissing ? 'import-missing' : 'import-unreadable',
      message: isMissing
        ? `there is no file ${path}; check the path`
        : `cannot read ${path}: ${reason}`,
      cause: error,
      fields: { path },
    });
  }
}

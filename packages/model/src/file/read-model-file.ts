import { readFile } from 'node:fs/promises';
import { InputError } from '@presage/core';
import type { ModelFile } from './model-file.ts';
import { parseModelFile } from './parse-model-file.ts';

/**
 * Reads a model file and checks that its metadata and its graph agree.
 *
 * Throws InputError: `model-missing`, `model-unreadable`, `model-empty`, `model-truncated`,
 * `model-not-onnx`, `model-without-metadata`, `model-newer`, `model-metadata-damaged`,
 * `model-graph-mismatch`.
 */
export async function readModelFile(path: string): Promise<ModelFile> {
  return parseModelFile(await contentOf(path), path);
}

async function contentOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const content = await readFile(path);
    return new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new InputError({
        code: 'model-missing',
        message: `there is no model file ${path}; check the path, or make one with: presage learn <video> --model ${path} (or, of a trained network, presage import <file> --model ${path})`,
        cause: error,
        fields: { path },
      });
    }
    throw new InputError({
      code: 'model-unreadable',
      message: `cannot read the model file ${path}: ${code === 'EISDIR' ? 'it is a folder' : String(error)}; give the path of a readable .onnx file`,
      cause: error,
      fields: { path },
    });
  }
}

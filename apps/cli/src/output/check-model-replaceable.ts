import { open } from 'node:fs/promises';
import { extname, join, parse } from 'node:path';
import { InputError } from '@presage/core';
import { readModelFile } from '@presage/model';
import { systemAdvice } from '../frame/system-failure.ts';
import { usageError } from '../frame/usage-error.ts';

/** What is wrong with a file that is a model of ours all the same. */
const ours = new Set(['model-newer', 'model-metadata-damaged', 'model-graph-mismatch']);
/** How every ONNX file begins: field 1, a small number. */
const firstByte = 0x08;

/**
 * Refuses to put a model in the place of a file that is none: a model may only replace what can be
 * told to be a Presage model, be it damaged or of a newer version.
 *
 * A new file must be named as what it is, so that it is found and opened as one later.
 *
 * Throws InputError `model-would-overwrite`; a usage error where a new model is not named `.onnx`.
 */
export async function checkModelReplaceable(path: string): Promise<void> {
  try {
    if (await mayBeModel(path)) await readModelFile(path);
    else throw wouldOverwrite(path, 'is not a Presage model');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    // A folder in its place is told when its writing is checked.
    if (code === 'ENOENT') return checkName(path);
    if (ours.has(code) || nothingThere.has(code)) return;
    if (code.startsWith('model-')) throw wouldOverwrite(path, 'is not a Presage model', error);
    const words = systemAdvice(error);
    throw words ? wouldOverwrite(path, `cannot be looked at (${words})`, error) : error;
  }
}

const nothingThere = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'model-missing']);

function checkName(path: string): void {
  if (extname(path).toLowerCase() === '.onnx') return;
  const { dir, name } = parse(path);
  throw usageError(
    `a model’s name must end in .onnx, and ${path} does not: ${join(dir, `${name}.onnx`)} for example`,
  );
}

/** By its first byte alone, so that no long video is read into memory. */
async function mayBeModel(path: string): Promise<boolean> {
  await using file = await open(path);
  const { bytesRead, buffer } = await file.read({ buffer: new Uint8Array(1) });
  return bytesRead === 1 && buffer[0] === firstByte;
}

function wouldOverwrite(path: string, what: string, cause?: unknown): InputError {
  if (cause instanceof InputError && cause.code === 'model-would-overwrite') return cause;
  return new InputError({
    code: 'model-would-overwrite',
    message: `${path} exists and ${what}, and would be replaced by the new model: name another file, or move this one away`,
    cause,
    fields: { path },
  });
}

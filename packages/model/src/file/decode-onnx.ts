import { InputError } from '@presage/core';
import type { onnx as types } from 'onnx-proto';
import { onnx } from './onnx.ts';
import { topLevelFields } from './top-level-fields.ts';

/** A decoded ONNX file that has a graph. */
export interface OnnxModel {
  readonly graph: types.IGraphProto;
  readonly metadataProps: readonly types.IStringStringEntryProto[];
  /** Version of ONNX's own operators that the graph is written for; 0 where it uses none. */
  readonly opset: number;
  /** Who wrote the file, `pytorch 2.1.0`; empty where it does not say. */
  readonly producer: string;
}

/**
 * Decodes an ONNX file. `name` is what messages call it.
 *
 * Throws InputError `model-empty`, `model-truncated`, `model-not-onnx`.
 */
export function decodeOnnx(bytes: Uint8Array, name: string): OnnxModel {
  if (bytes.length === 0) throw refusal('model-empty', `${name} is empty${madeHere}`);
  try {
    for (const _ of topLevelFields(bytes));
  } catch (cause) {
    // Every writer puts ir_version, field 1 and a small number, first.
    const begunWell = cause instanceof RangeError && bytes[0] === 0x08 && (bytes[1] ?? 0) < 0x80;
    if (begunWell)
      throw refusal(
        'model-truncated',
        `${name} is cut off: an ONNX file that ends too early; take another copy of it`,
        cause,
      );
    throw notOnnx(cause);
  }
  let model: types.ModelProto;
  try {
    model = onnx.ModelProto.decode(bytes);
  } catch (cause) {
    throw notOnnx(cause);
  }
  const { graph, opsetImport, metadataProps, producerName, producerVersion } = model;
  const irVersion: unknown = model.irVersion;
  if (!graph?.output?.length || !(Number(String(irVersion)) > 0)) throw notOnnx();
  if (opsetImport.length === 0) {
    throw refusal(
      'model-not-onnx',
      `${name} does not say which ONNX operator set it is written for; export it again`,
    );
  }
  const own = opsetImport.find(({ domain }) => !domain || domain === 'ai.onnx');
  return {
    graph,
    metadataProps,
    opset: Number(String(own?.version ?? 0)),
    producer: [producerName, producerVersion].filter(Boolean).join(' '),
  };

  function notOnnx(cause?: unknown): InputError {
    const kind = kindOf(bytes);
    const todo = mayBeImported.has(kind)
      ? `; where it holds a trained network, make a model of it: presage import ${name} --model model.onnx`
      : madeHere;
    return refusal(
      'model-not-onnx',
      `${name} is not an ONNX file (it looks like ${kind})${todo}`,
      cause,
    );
  }

  function refusal(code: string, what: string, cause?: unknown): InputError {
    return new InputError({ code, message: what, cause, fields: { name } });
  }
}

const madeHere = '; give a model made with: presage learn <video> --model model.onnx';

const signatures: readonly (readonly [kind: string, offset: number, magic: string])[] = [
  ['a JPEG picture', 0, '\xff\xd8\xff'],
  ['a PNG picture', 0, '\x89PNG'],
  ['an AVI video', 8, 'AVI '],
  ['an MP4 video', 4, 'ftyp'],
  ['a Matroska or WebM video', 0, '\x1a\x45\xdf\xa3'],
  ['a zip archive', 0, 'PK\x03\x04'],
  ['an HDF5 file', 0, '\x89HDF'],
];

/** Keras' and PyTorch's files. */
const mayBeImported: ReadonlySet<string> = new Set(['a zip archive', 'an HDF5 file']);

function kindOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  const known = signatures.find(([, offset, magic]) => head.startsWith(magic, offset));
  if (known) return known[0];
  return /^[\t\n\r\x20-\x7e\x80-\xff]+$/u.test(head) ? 'text' : 'something else';
}

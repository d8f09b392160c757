import { z } from 'zod';
import { elementCount } from '../graph/value.ts';

/** A float32 tensor with its name. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Row by row. */
  readonly data: Float32Array;
}

/** What a safetensors file holds. */
export interface Safetensors {
  readonly tensors: readonly NamedTensor[];
  readonly metadata: Readonly<Record<string, string>>;
}

const entrySchema = z.object({
  dtype: z.literal('F32'),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});
const headerSchema = z
  .object({ __metadata__: z.record(z.string(), z.string()).default({}) })
  .catchall(entrySchema);

const lengthBytes = 8;

/**
 * Tensors as a safetensors file (https://huggingface.co/docs/safetensors): length of the header,
 * header as JSON, data; little-endian throughout. Throws RangeError where data do not fill the
 * shape, two tensors have one name, or one is named `__metadata__` or `__proto__`.
 */
export function encodeSafetensors(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const keys = [...tensors.map(({ name }) => name), ...Object.keys(metadata)];
  // zod leaves this key out of what it reads.
  if (keys.includes('__proto__')) throw new RangeError('no entry can be named __proto__');
  let end = 0;
  const names = new Set(['__metadata__']);
  const entries = tensors.map(({ name, shape, data }) => {
    if (names.has(name)) throw new RangeError(`two entries are named ${name}`);
    names.add(name);
    if (data.byteLength !== bytesOf(shape)) {
      throw new RangeError(`${name}: ${data.length} elements for shape [${shape.join(', ')}]`);
    }
    const begin = end;
    end += data.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }] as const;
  });
  const json = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) });
  const text = new TextEncoder().encode(json);
  // Spaces fill the header up, so that the data is aligned.
  const header = new Uint8Array(Math.ceil(text.length / lengthBytes) * lengthBytes).fill(0x20);
  header.set(text);
  const bytes = new Uint8Array(lengthBytes + header.length + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, lengthBytes);
  let position = lengthBytes + header.length;
  for (const { data } of tensors) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), position);
    position += data.byteLength;
  }
  return bytes;
}

/**
 * The way back; data is copied. Throws a RangeError, a SyntaxError or a ZodError where the bytes are
 * no such file, or one with other element types than float32.
 */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  if (bytes.length < lengthBytes) throw new RangeError('too short for a header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerEnd = lengthBytes + Number(view.getBigUint64(0, true));
  if (headerEnd > bytes.length) throw new RangeError('the header is cut off');
  const text = new TextDecoder().decode(bytes.subarray(lengthBytes, headerEnd));
  const { __metadata__: metadata, ...entries } = headerSchema.parse(JSON.parse(text));
  // A copy also of a Buffer, whose own slice() is a view.
  const data = new Uint8Array(bytes.subarray(headerEnd));
  checkCoverage(Object.values(entries), data.length);
  const tensors = Object.entries(entries).map(
    ([
      name,
      {
        shape,
        data_offsets: [begin, end],
      },
    ]) => {
      if (end - begin !== bytesOf(shape)) {
        throw new RangeError(`${name}: ${end - begin} bytes for shape [${shape.join(', ')}]`);
      }
      return { name, shape, data: new Float32Array(data.slice(begin, end).buffer) };
    },
  );
  return { tensors, metadata };
}

/** The format wants every byte in one tensor and no more: anything else is damage. */
function checkCoverage(entries: readonly z.infer<typeof entrySchema>[], length: number): void {
  const ranges = entries
    .map((entry) => entry.data_offsets)
    .toSorted(([a, b], [c, d]) => a - c || b - d);
  let position = 0;
  for (const [begin, end] of ranges) {
    if (begin !== position || end < begin) {
      throw new RangeError(`a tensor at bytes ${begin} to ${end} where byte ${position} is next`);
    }
    position = end;
  }
  if (position !== length) throw new RangeError(`${length} bytes of data where ${position} belong`);
}

const bytesOf = (shape: readonly number[]): number =>
  elementCount(shape) * Float32Array.BYTES_PER_ELEMENT;

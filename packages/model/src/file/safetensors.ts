import { z } from 'zod';

/** A float32 tensor with its name. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Row by row. */
  readonly data: Float32Array;
}

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

/** Tensors as a safetensors file: length of the header, header as JSON, data. Little-endian throughout. */
export function encodeSafetensors(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  let end = 0;
  const entries = tensors.map(({ name, shape, data }) => {
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

/** The way back; data is copied. Throws a RangeError or a ZodError where the bytes are no such file. */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  if (bytes.length < lengthBytes) throw new RangeError('too short for a header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerEnd = lengthBytes + Number(view.getBigUint64(0, true));
  if (headerEnd > bytes.length) throw new RangeError('the header is cut off');
  const text = new TextDecoder().decode(bytes.subarray(lengthBytes, headerEnd));
  const { __metadata__: metadata, ...entries } = headerSchema.parse(JSON.parse(text));
  const data = bytes.slice(headerEnd);
  const tensors = Object.entries(entries).map(([name, entry]) => {
    const {
      shape,
      data_offsets: [begin, end],
    } = entry as z.infer<typeof entrySchema>;
    const count = shape.reduce((product, size) => product * size, 1);
    if (end > data.length || end - begin !== 4 * count) throw new RangeError(`${name} is cut off`);
    return { name, shape, data: new Float32Array(data.slice(begin, end).buffer) };
  });
  return { tensors, metadata };
}

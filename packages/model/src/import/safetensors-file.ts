import { z } from 'zod';
import type { PickleValue } from './torch/pickle/pickle-value.ts';
import { dtypeNamed } from './torch/torch-dtype.ts';
import type { TorchFile } from './torch/torch-file.ts';
import { checkTensorShape, rowStrides } from './torch/torch-tensor.ts';

const lengthBytes = 8;
/** The format's own limit. */
const longestHeader = 100_000_000;

const whole = z.int().nonnegative();
const headerSchema = z
  .object({ __metadata__: z.record(z.string(), z.string()).optional() })
  .catchall(
    z.object({ dtype: z.string(), shape: z.array(whole), data_offsets: z.tuple([whole, whole]) }),
  );

/** Whether bytes begin as a safetensors file does: a length, and a JSON object of that length. */
export function isSafetensors(bytes: Uint8Array): boolean {
  if (bytes.length <= lengthBytes || bytes[lengthBytes] !== 0x7b) return false;
  const length = headerLength(bytes);
  return length >= 2 && length <= longestHeader && lengthBytes + length <= bytes.length;
}

/** Whether bytes begin as a safetensors file does that was cut off, or whose header's length was changed. */
export function isDamagedSafetensors(bytes: Uint8Array): boolean {
  // `{"`
  return bytes[lengthBytes] === 0x7b && bytes[lengthBytes + 1] === 0x22 && !isSafetensors(bytes);
}

/**
 * The tensors of a safetensors file, of every element type that a network's weights have. Nothing
 * is copied before it is asked for. Throws RangeError where the bytes are damaged.
 */
export function readSafetensorsFile(bytes: Uint8Array): TorchFile {
  const start = lengthBytes + headerLength(bytes);
  const { __metadata__: _, ...header } = headerFrom(bytes.subarray(lengthBytes, start));
  const entries = new Map<PickleValue, PickleValue>();
  for (const [name, { dtype: code, shape, data_offsets: offsets }] of Object.entries(header)) {
    const [begin, end] = offsets;
    const dtype = dtypeNamed(code.toLowerCase());
    if (!dtype) throw new RangeError(`${name} has elements of type ${code}, which is not read`);
    const strides = rowStrides(shape);
    checkTensorShape(shape, strides);
    if (begin > end || start + end > bytes.length) throw new RangeError(`${name} is cut off`);
    const content = {
      bytes: bytes.subarray(start + begin, start + end),
      byteOrder: 'little',
    } as const;
    const storage = { kind: 'storage', dtype, read: () => content } as const;
    entries.set(name, { kind: 'tensor', dtype, shape, strides, offset: 0, storage });
  }
  return { root: { kind: 'dict', entries }, format: 'safetensors' };
}

function headerLength(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Number(view.getBigUint64(0, true));
}

function headerFrom(bytes: Uint8Array): z.output<typeof headerSchema> {
  try {
    return headerSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw new RangeError('its header is not what safetensors files begin with', { cause: error });
  }
}

import * as z from 'zod';

const arrays = { float16: Float16Array, float32: Float32Array } as const;

/** Many numbers in JSON: little-endian, in base64. */
export const packedNumbersSchema = z.strictObject({
  type: z.enum(['float16', 'float32']),
  base64: z.base64(),
});

export type PackedNumbers = z.infer<typeof packedNumbersSchema>;

/** Packs numbers; float16 keeps three digits of them, up to 65504. */
export function packNumbers(values: ArrayLike<number>, type: PackedNumbers['type']): PackedNumbers {
  const { buffer } = arrays[type].from(values);
  return { type, base64: Buffer.from(buffer).toString('base64') };
}

/** The numbers that {@link packNumbers} packed. */
export function unpackNumbers({ type, base64 }: PackedNumbers): Float32Array {
  const bytes = Buffer.from(base64, 'base64');
  const size = arrays[type].BYTES_PER_ELEMENT;
  // A copy, as views of many-byte numbers must begin at a multiple of their size.
  const { buffer } = new Uint8Array(bytes.subarray(0, bytes.length - (bytes.length % size)));
  return Float32Array.from(new arrays[type](buffer));
}

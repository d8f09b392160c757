/** Element types of PyTorch that can be read. */
export type TorchDtype = keyof typeof elementBytes;

const elementBytes = {
  float32: 4,
  float64: 8,
  float16: 2,
  bfloat16: 2,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  int64: 8,
  uint64: 8,
  bool: 1,
} as const;

/** Bytes that one element takes. */
export function bytesPerElement(dtype: TorchDtype): number {
  return elementBytes[dtype];
}

/** The dtype of a name as PyTorch, or safetensors in small letters, has it; undefined where it is not read. */
export function dtypeNamed(name: string): TorchDtype | undefined {
  const known = aliases[name] ?? name;
  return Object.hasOwn(elementBytes, known) ? (known as TorchDtype) : undefined;
}

const aliases: Readonly<Record<string, TorchDtype>> = {
  float: 'float32',
  double: 'float64',
  half: 'float16',
  char: 'int8',
  byte: 'uint8',
  short: 'int16',
  int: 'int32',
  long: 'int64',
  f16: 'float16',
  bf16: 'bfloat16',
  f32: 'float32',
  f64: 'float64',
  i8: 'int8',
  u8: 'uint8',
  i16: 'int16',
  u16: 'uint16',
  i32: 'int32',
  u32: 'uint32',
  i64: 'int64',
  u64: 'uint64',
};

/** Reads the element at a byte as a number. */
export type ElementReader = (view: DataView, byte: number) => number;

/** How elements of a type are read. `little`: least byte first. */
export function elementReader(dtype: TorchDtype, byteOrder: 'little' | 'big'): ElementReader {
  const little = byteOrder === 'little';
  const word = new Uint32Array(1);
  const float = new Float32Array(word.buffer);
  const readers: Readonly<Record<TorchDtype, ElementReader>> = {
    float32: (view, byte) => view.getFloat32(byte, little),
    float64: (view, byte) => view.getFloat64(byte, little),
    float16: (view, byte) => halfFrom(view.getUint16(byte, little)),
    bfloat16(view, byte) {
      word[0] = view.getUint16(byte, little) << 16;
      return float[0]!;
    },
    int8: (view, byte) => view.getInt8(byte),
    uint8: (view, byte) => view.getUint8(byte),
    int16: (view, byte) => view.getInt16(byte, little),
    uint16: (view, byte) => view.getUint16(byte, little),
    int32: (view, byte) => view.getInt32(byte, little),
    uint32: (view, byte) => view.getUint32(byte, little),
    int64: (view, byte) => Number(view.getBigInt64(byte, little)),
    uint64: (view, byte) => Number(view.getBigUint64(byte, little)),
    bool: (view, byte) => Number(view.getUint8(byte) !== 0),
  };
  return readers[dtype];
}

/** IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction. */
function halfFrom(bits: number): number {
  const sign = bits & 0x80_00 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3_ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

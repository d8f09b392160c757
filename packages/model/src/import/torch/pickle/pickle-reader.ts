/** Reads a pickle's bytes one after the other. Each method throws RangeError where they end. */
export interface PickleReader {
  /** Where the next byte is. */
  readonly position: number;
  byte(): number;
  uint16(): number;
  int32(): number;
  uint32(): number;
  /** A length; refused where it cannot be one. */
  uint64(): number;
  float64(): number;
  /** A view. */
  bytes(length: number): Uint8Array;
  /** Up to the line's end, Latin-1, without it. */
  line(): string;
}

/** Starts at `position`. */
export function createPickleReader(bytes: Uint8Array, position = 0): PickleReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let next = position;
  function take(length: number): number {
    if (length > bytes.length - next) throw new RangeError('the pickle is cut off');
    const start = next;
    next += length;
    return start;
  }
  return {
    get position() {
      return next;
    },
    byte: () => view.getUint8(take(1)),
    uint16: () => view.getUint16(take(2), true),
    int32: () => view.getInt32(take(4), true),
    uint32: () => view.getUint32(take(4), true),
    uint64() {
      const value = Number(view.getBigUint64(take(8), true));
      if (!Number.isSafeInteger(value)) throw new RangeError('the pickle is cut off');
      return value;
    },
    float64: () => view.getFloat64(take(8), false),
    bytes(length) {
      const start = take(length);
      return bytes.subarray(start, start + length);
    },
    line() {
      const end = bytes.indexOf(0x0a, next);
      if (end < 0) throw new RangeError('the pickle is cut off');
      const line = Buffer.from(bytes.buffer, bytes.byteOffset + next, end - next);
      next = end + 1;
      return line.toString('latin1');
    },
  };
}

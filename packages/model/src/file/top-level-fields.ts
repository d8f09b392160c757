/** Number of `graph` in ONNX's `ModelProto` (onnx.proto3). */
export const graphOfModel = 7;
/** Number of `metadata_props` there. */
export const metadataOfModel = 14;

/** One field of a protobuf message, as it lies in the bytes. */
export interface WireField {
  readonly number: number;
  /** Of the whole field, its tag included. */
  readonly start: number;
  /** First byte of the value: behind the tag, and behind the length where there is one. */
  readonly value: number;
  /** First byte after the field. */
  readonly end: number;
}

/**
 * Walks over a protobuf message's own fields and into none of them, so that what this package
 * does not know is kept byte for byte. Throws RangeError where the bytes end within a field, and
 * TypeError where they are no protobuf message.
 *
 * Source: https://protobuf.dev/programming-guides/encoding
 */
export function* topLevelFields(bytes: Uint8Array): Generator<WireField, void> {
  let position = 0;

  function varint(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 63; scale *= 128) {
      const byte = bytes[position++];
      if (byte === undefined) throw new RangeError('ends within a number');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    throw new TypeError('a number is longer than ten bytes');
  }

  while (position < bytes.length) {
    const start = position;
    const tag = varint();
    const number = Math.floor(tag / 8);
    if (number === 0) throw new TypeError('a field has number 0');
    const wireType = tag % 8;
    let value = position;
    if (wireType === 0) varint();
    else if (wireType === 1) position += 8;
    else if (wireType === 2) {
      const length = varint();
      value = position;
      position += length;
    } else if (wireType === 5) position += 4;
    else throw new TypeError(`wire type ${wireType} is unknown`);
    if (position > bytes.length) throw new RangeError(`ends within field ${number}`);
    yield { number, start, value, end: position };
  }
}

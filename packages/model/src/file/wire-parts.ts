/** Parts of a file, one after the other: copied once. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(lengthOf(parts));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}

/**
 * A protobuf field that is a message, whose content lies in parts: its tag and length, then those.
 * `number` is below 16.
 *
 * Source: https://protobuf.dev/programming-guides/encoding
 */
export function messageField(number: number, content: readonly Uint8Array[]): Uint8Array[] {
  return [Uint8Array.of(number * 8 + 2, ...varint(lengthOf(content))), ...content];
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

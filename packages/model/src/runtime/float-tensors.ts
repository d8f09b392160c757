import { Tensor } from 'onnxruntime-node';

/** A `float32` tensor of this shape, at zero. */
export function zeroTensor(shape: readonly number[]): Tensor {
  return new Tensor('float32', new Float32Array(elementsOf(shape)), shape);
}

/** Elements in a tensor of this shape. */
export function elementsOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The numbers of a tensor in JavaScript's memory. Throws TypeError where they are not `float32`. */
export function floatsOf(tensor: Tensor): Float32Array {
  if (tensor.data instanceof Float32Array) return tensor.data;
  throw new TypeError(`a state or result is ${tensor.type}, not float32`);
}

/** A copy of all parts, one after the other. */
export function concatenated(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}

/** Frees the memory now: left to the collector, that of a thousand steps piles up. */
export function freeMemory({ buffer }: Uint8Array | Float32Array): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}

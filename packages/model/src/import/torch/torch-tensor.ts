import { mostElements } from '../../most-elements.ts';
import { bytesPerElement, elementReader, type TorchDtype } from './torch-dtype.ts';

/** Memory that tensors look into. */
export interface TorchStorage {
  readonly kind: 'storage';
  readonly dtype: TorchDtype;
  /** All of its bytes. Throws RangeError where the file lacks them. */
  read(): StorageBytes;
}

export interface StorageBytes {
  readonly bytes: Uint8Array;
  readonly byteOrder: 'little' | 'big';
}

/** A view of a storage; nothing is read before it is asked for. */
export interface TorchTensor {
  readonly kind: 'tensor';
  readonly dtype: TorchDtype;
  readonly shape: readonly number[];
  /** Elements from one index to the next, for each axis. */
  readonly strides: readonly number[];
  /** First element in its storage. */
  readonly offset: number;
  readonly storage: TorchStorage;
}

/** What it may hold by repeating elements: a view can claim any number of them over a few bytes. */
const mostRepeated = 2 ** 20;
/** Axes that a tensor may have. */
export const mostDimensions = 16;

/** Throws RangeError where shape and strides cannot be a tensor's. */
export function checkTensorShape(shape: readonly number[], strides: readonly number[]): void {
  const whole = [...shape, ...strides].every((n) => Number.isSafeInteger(n) && n >= 0);
  if (!whole || shape.length !== strides.length || shape.length > mostDimensions) {
    throw new RangeError('a tensor with an impossible shape');
  }
  const elements = shape.reduce((product, size) => product * size, 1);
  if (elements > mostElements) {
    throw new RangeError(`a tensor of ${elements} elements; ${mostElements} are the most`);
  }
}

/**
 * A tensor's elements row by row, as float32. Throws RangeError where they are not all in the
 * storage.
 */
export function float32From({ dtype, shape, strides, offset, storage }: TorchTensor): Float32Array {
  checkTensorShape(shape, strides);
  const elements = shape.reduce((product, size) => product * size, 1);
  if (elements === 0) return new Float32Array(0);
  const { bytes, byteOrder } = storage.read();
  const size = bytesPerElement(dtype);
  if (elements > Math.max(bytes.length / size, mostRepeated)) {
    throw new RangeError(`a tensor of ${elements} elements over ${bytes.length} bytes`);
  }
  const last = shape.reduce((sum, each, axis) => sum + (each - 1) * strides[axis]!, offset);
  if (!Number.isSafeInteger(offset) || offset < 0 || (last + 1) * size > bytes.length) {
    throw new RangeError(
      `a tensor that ends at byte ${(last + 1) * size} of a storage of ${bytes.length}`,
    );
  }
  if (
    dtype === 'float32' &&
    byteOrder === 'little' &&
    strides.join() === rowStrides(shape).join()
  ) {
    // Most are so: copied as they lie.
    return new Float32Array(
      Uint8Array.from(bytes.subarray(offset * size, (last + 1) * size)).buffer,
    );
  }
  const values = new Float32Array(elements);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = elementReader(dtype, byteOrder);
  const index = shape.map(() => 0);
  let element = offset;
  for (let at = 0; at < values.length; at += 1) {
    values[at] = read(view, element * size);
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      element += strides[axis]!;
      index[axis]! += 1;
      if (index[axis]! < shape[axis]!) break;
      element -= shape[axis]! * strides[axis]!;
      index[axis] = 0;
    }
  }
  return values;
}

/** Strides of a tensor whose elements stand row by row. */
export function rowStrides(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis -= 1) {
    strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  }
  return strides;
}

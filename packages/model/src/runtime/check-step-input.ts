import { bytesPerPixel, InputError, type FrameData, type FrameNeeds } from '@presage/core';
import { allFinite } from './all-finite.ts';
import { elementsOf } from './float-tensors.ts';
import type { SessionPlan, StepInput } from './protocol.ts';

/** A frame's bytes as a buffer that may move to the worker. Throws InputError `frame-mismatch`. */
export function frameInput(
  { width, height, format, bytes }: FrameData,
  needs: FrameNeeds,
): StepInput {
  const length = needs.width * needs.height * bytesPerPixel[needs.format];
  const fits = width === needs.width && height === needs.height && format === needs.format;
  if (fits && bytes.length === length) return whollyOwned(bytes);
  throw new InputError({
    code: 'frame-mismatch',
    message: `the model takes frames of ${needs.width}×${needs.height} ${needs.format} in ${length} bytes, not ${width}×${height} ${format} in ${bytes.length}; ask the source for the model's needs, and give each frame to one stream only: its bytes move`,
    fields: { needs, width, height, format, length: bytes.length },
  });
}

/**
 * A copy of an array, which may move to the worker. Throws InputError `array-mismatch`,
 * `array-not-finite`.
 */
export function arrayInput(
  values: Float32Array | Uint8Array,
  { input: { type, shape } }: Pick<SessionPlan, 'input'>,
): StepInput {
  const length = elementsOf(shape);
  if (values.length === length) {
    if (type === 'uint8' && values instanceof Uint8Array) return new Uint8Array(values);
    if (type === 'float32' && values instanceof Float32Array) {
      checkFinite(values);
      return new Float32Array(values);
    }
  }
  const wanted = type === 'uint8' ? 'Uint8Array' : 'Float32Array';
  throw new InputError({
    code: 'array-mismatch',
    message: `a step takes a ${wanted} of ${length} elements, the model's input [${shape.join(', ')}] row by row, not a ${values.constructor.name} of ${values.length}; lay one step's input out flat, without a batch`,
    fields: { type, shape, length: values.length },
  });
}

function checkFinite(values: Float32Array): void {
  if (allFinite(values)) return;
  const wrong = values.reduce((count, value) => count + (Number.isFinite(value) ? 0 : 1), 0);
  const first = values.findIndex((value) => !Number.isFinite(value));
  throw new InputError({
    code: 'array-not-finite',
    message: `a step takes finite numbers, and ${wrong} of these ${values.length} are not, the first, ${values[first]}, at ${first}; put a value of your own in place of what is missing, or leave the array out and set startsAnew at the next: the state is as it was`,
    fields: { wrong, first },
  });
}

function whollyOwned(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  // Not `slice()`: a Buffer's is a view.
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

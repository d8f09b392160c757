import { assert, integer, nat, property, tuple, array } from 'fast-check';
import { expect, test } from 'vitest';
import { encodeSafetensors } from '../file/safetensors.ts';
import { isSafetensors, readSafetensorsFile } from './safetensors-file.ts';
import { float32From, type TorchTensor } from './torch/torch-tensor.ts';

const file = encodeSafetensors(
  [
    { name: 'a.weight', shape: [2, 3], data: Float32Array.from([1, 2, 3, 4, 5, 6]) },
    { name: 'a.bias', shape: [2], data: Float32Array.from([7, 8]) },
  ],
  { format: 'pt' },
);

/** A file with a header of one's own. */
function withHeader(header: unknown, data = new Uint8Array(8)): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

function tensorsOf(bytes: Uint8Array): Map<string, TorchTensor> {
  const { root } = readSafetensorsFile(bytes);
  return (root as unknown as { entries: Map<string, TorchTensor> }).entries;
}

test('tensors are read by name', () => {
  expect(isSafetensors(file)).toBe(true);
  const tensors = tensorsOf(file);
  expect([...tensors.keys()]).toEqual(['a.weight', 'a.bias']);
  expect(float32From(tensors.get('a.bias')!)).toEqual(Float32Array.from([7, 8]));
});

test.for([
  ['another type', { a: { dtype: 'F8_E4M3', shape: [8], data_offsets: [0, 8] } }, 'type F8_E4M3'],
  ['too few bytes', { a: { dtype: 'F32', shape: [2], data_offsets: [0, 9] } }, 'a is cut off'],
  ['no offsets', { a: { dtype: 'F32', shape: [2] } }, 'header'],
] as const)('%s is refused', ([, header, says]) => {
  expect(() => tensorsOf(withHeader(header))).toThrow(says);
});

test('a shape beyond its bytes is refused before memory is taken', () => {
  const header = { a: { dtype: 'F32', shape: [1e4, 2e4], data_offsets: [0, 8] } };
  expect(() => float32From(tensorsOf(withHeader(header)).get('a')!)).toThrow('over 8 bytes');
});

/** What reading all of a file stumbles over. */
function faultOf(bytes: Uint8Array): unknown {
  try {
    if (isSafetensors(bytes)) for (const tensor of tensorsOf(bytes).values()) float32From(tensor);
    return undefined;
  } catch (error) {
    return error;
  }
}

test('damage gives errors of one kind', () => {
  const changes = array(tuple(nat(file.length - 1), integer({ min: 0, max: 255 })), {
    minLength: 1,
    maxLength: 5,
  });
  assert(
    property(changes, (each) => {
      const bytes = file.slice();
      for (const [at, value] of each) bytes[at] = value;
      const fault = faultOf(bytes);
      return fault === undefined || fault instanceof RangeError;
    }),
    { numRuns: 1000 },
  );
});

import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { encodeSafetensors } from '../file/safetensors.ts';
import { weightsFormatOf } from './weights-format.ts';

const bytesOf = (...bytes: readonly number[]) => new Uint8Array(bytes);
const zip = (...names: readonly string[]) =>
  zipSync(Object.fromEntries(names.map((name) => [name, strToU8('x')])));
const tar = new Uint8Array(512);
tar.set(strToU8('ustar'), 257);
const tensors = encodeSafetensors([{ name: 'a', shape: [1], data: new Float32Array(1) }], {});
/** The same bytes, with a header that claims to be longer than anything. */
function withLength(bytes: Uint8Array): Uint8Array {
  const changed = bytes.slice();
  // The first byte is a pickle's, too.
  changed.set([0x80, 0, 0, 0, 0, 0, 0, 0x10]);
  return changed;
}

test.for<[what: string, name: string, bytes: Uint8Array, format: string]>([
  ['HDF5', 'm.h5', bytesOf(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a), 'keras'],
  ['a .keras archive', 'm.zip', zip('metadata.json', 'config.json', 'model.weights.h5'), 'keras'],
  ['an archive of torch.save', 'm.keras', zip('any name/data.pkl', 'any name/data/0'), 'torch'],
  ['safetensors', 'm.bin', tensors, 'torch'],
  ['a pickle', 'm', bytesOf(0x80, 2), 'torch'],
  ['a pickle of protocol 0', 'm.pth', strToU8('(dp0\n.'), 'torch'],
  ['ONNX', 'm', bytesOf(0x08, 7), 'onnx'],
])('%s is told by its content', ([, name, bytes, format]) => {
  expect(weightsFormatOf(bytes, name)).toBe(format);
});

test.for<[what: string, bytes: Uint8Array, says: string]>([
  ['an empty file', bytesOf(), 'is empty'],
  ['a picture', bytesOf(0x89, 0x50, 0x4e, 0x47), 'begins like no file that can be imported'],
  ['another archive', zip('readme.txt', 'a.npy'), 'holds readme.txt, a.npy'],
  ['half an archive', zip('data.pkl').subarray(0, 40), 'damaged zip archive'],
  ['a pointer', strToU8('version https://git-lfs.github.com/spec/v1\n'), 'git lfs pull'],
  ['half a header of safetensors', tensors.subarray(0, 20), 'safetensors file that is cut off'],
  [
    'safetensors with a header of any length',
    withLength(tensors),
    'safetensors file that is cut off',
  ],
  ['the index of many files', strToU8('{"weight_map": {}}'), 'put them into one'],
  ['a spec', strToU8('{"layers": []}'), '--spec'],
  ['a tar archive', tar, 'unpack it'],
])('%s is refused, with what to do', ([, bytes, says]) => {
  expect(() => weightsFormatOf(bytes, 'm')).toThrow(
    expect.objectContaining({
      code: 'import-unknown',
      message: expect.stringContaining(says) as string,
    }),
  );
});

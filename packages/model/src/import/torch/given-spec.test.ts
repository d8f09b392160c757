import { expect, test } from 'vitest';
import { encodeSafetensors } from '../../file/safetensors.ts';
import type { ImportOptions } from '../import-options.ts';
import { importTorch } from './import-torch.ts';

const tensor = (name: string, ...shape: number[]) => ({
  name,
  shape,
  data: new Float32Array(shape.reduce((a, b) => a * b)),
});
const file = encodeSafetensors(
  [tensor('cell.conv.weight', 8, 3, 1, 1), tensor('head.weight', 1, 2, 3, 3)],
  {},
);
const layers = [
  { type: 'convLstm', name: 'cell', hiddenChannels: 2, kernelSize: 1 },
  { type: 'conv', name: 'head', filters: 1, kernelSize: 3 },
];
const arrays = { input: { shape: [1, 6, 8] }, layers };
const pictures = {
  input: { width: 8, height: 6, format: 'gray8', frameRate: 5 },
  patchSize: 2,
  warmUpFrames: 0,
  layers,
};
const gray = { format: 'gray8', frameRate: 5 } as const;
const compared = { ...gray, target: 'same', patchSize: 2 } as const;

const specOf = (options: ImportOptions) => importTorch(file, 'net', options).spec;

test.for<[string, object]>([
  ['arrays', arrays],
  ['arrays that are compared with nothing, as in a draft', { ...arrays, target: 'none' }],
  [
    'arrays with the channels last',
    { ...arrays, input: { shape: [6, 8, 1], layout: 'channelsLast' } },
  ],
  ['no input', { layers }],
])('frames take the place of %s', ([, spec]) => {
  const size = 'input' in spec ? {} : { size: [6, 8] };
  expect(specOf({ spec, frames: compared, ...size })).toMatchObject({
    input: { width: 8, height: 6, format: 'gray8', frameRate: 5 },
    target: 'same',
    patchSize: 2,
    warmUpFrames: 0,
  });
});

test('a comparison with the next frame has a warm-up, though a draft of arrays has none', () => {
  const spec = { ...arrays, target: 'none', warmUpFrames: 0 };
  const frames = { ...compared, target: 'next' } as const;
  expect(specOf({ spec, frames }).warmUpFrames).toBe(1);
  expect(specOf({ spec, frames, warmUpFrames: 3 }).warmUpFrames).toBe(3);
  expect(specOf({ spec: pictures }).warmUpFrames).toBe(0);
});

test('a spec of pictures keeps what it says, and frames may say the same', () => {
  const own = specOf({ spec: pictures });
  expect(own).toMatchObject({ target: 'next', patchSize: 2 });
  expect(specOf({ spec: pictures, frames: gray, size: [6, 8] })).toEqual(own);
  expect(specOf({ spec: arrays })).toMatchObject({ target: 'none', warmUpFrames: 0 });
});

test.for<[object, ImportOptions, string]>([
  [arrays, { size: [8, 6] }, '--size 6x8 contradicts the spec'],
  [arrays, { shape: [1, 8, 6] }, '--shape 1x8x6 contradicts the spec'],
  [pictures, { size: [8, 6] }, 'which has 8x6 (width x height)'],
  [pictures, { frames: { ...gray, frameRate: 4 } }, '--frames gray8 at 4 a second'],
  [{ ...pictures, target: 'next' }, { frames: compared }, '--target same contradicts'],
  [pictures, { frames: { ...gray, target: 'next', patchSize: 4 } }, '--patch 4 contradicts'],
])('%j and %j are refused', ([spec, options, says]) => {
  expect(() => specOf({ spec, ...options })).toThrow(
    expect.objectContaining({
      code: 'import-option',
      message: expect.stringContaining(says) as string,
    }),
  );
});

test('frames of other channels than the spec has are refused', () => {
  const frames = { format: 'rgb24', frameRate: 5 } as const;
  expect(() => specOf({ spec: arrays, frames })).toThrow(
    expect.objectContaining({ code: 'import-frames' }),
  );
});

const biasOf = (options: ImportOptions) => [
  ...importTorch(file, 'net', { size: [6, 8], ...options }).weights.get('cell.bias')!,
];

test('a forget bias stands beside the weights, too, and the option wins', () => {
  const added = [0, 0, 2, 2, 0, 0, 0, 0];
  expect(biasOf({})).toEqual(added.map(() => 0));
  expect(biasOf({ forgetBias: 2 })).toEqual(added);
  expect(biasOf({ spec: { layers, forgetBias: 2 } })).toEqual(added);
  expect(biasOf({ spec: { layers, forgetBias: 1 }, forgetBias: 2 })).toEqual(added);
});

test('a forget bias of what has no forget gate is refused', () => {
  const plain = encodeSafetensors([tensor('head.weight', 1, 1, 3, 3)], {});
  const spec = { ...arrays, layers: layers.slice(1) };
  expect(() => importTorch(plain, 'net', { spec, forgetBias: 1 })).toThrow(
    'holds none; leave it out',
  );
});

test.for<[ImportOptions, string]>([
  [{ states: { a: 'b' } }, '--states'],
  [{ constants: { a: 1 }, input: 'x' }, '--constant and --input'],
  [{ dimensions: { n: 1 } }, '--dimension'],
])('an option of step graphs is refused: %j', ([options, flags]) => {
  expect(() => specOf({ size: [6, 8], ...options })).toThrow(
    expect.objectContaining({
      code: 'import-option',
      message: expect.stringContaining(`${flags} cannot be used: net holds weights`) as string,
    }),
  );
});

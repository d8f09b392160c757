import { InputError } from '@presage/core';
import { expect, test } from 'vitest';
import { importKeras } from '../../src/import/keras/import-keras.ts';
import type { ImportOptions } from '../../src/import/import-options.ts';
import { networkSpecSchema } from '../../src/spec/network-spec.ts';
import { largestDifference } from '../largest-difference.ts';
import { openStepGraph, runSteps } from '../run-network.ts';
import { convCase, convLstmCase, layerCase, random64, type KerasCase } from './keras-case.ts';
import { kerasReference } from './keras-reference.ts';
import { runImported } from './run-imported.ts';
import { writeKerasFile } from './write-keras-file.ts';

const recurrent = [convLstmCase([1, 2], [3, 3]), convCase([2, 1], [1, 1, 1])];
const open: KerasCase = { inputShape: [-1, -1, -1, 1], layers: recurrent };

async function imported(model: KerasCase, options: ImportOptions) {
  return importKeras(await writeKerasFile(model, 'tf2.11'), 'm.h5', options);
}

test.for([
  ['size', { size: [6, 5] }],
  ['shape', { shape: [1, 6, 5] }],
] as const)('sizes that the file leaves open are taken from %s', async ([, options]) => {
  const network = await imported(open, options);
  expect(network.spec.input).toEqual({ shape: [6, 5, 1], layout: 'channelsLast' });
  const input = random64([3, 6, 5, 1]);
  const expected = kerasReference(open, input, 2);
  const { results } = await runImported(network, Float32Array.from(input.data));
  expect(largestDifference(results.flat(), expected.data)).toBeLessThan(1e-5);
});

test('sizes that contradict the file are refused, and so is their lack', async () => {
  const fixed = { ...open, inputShape: [-1, 6, 5, 1] };
  await expect(imported(fixed, { size: [6, 4] })).rejects.toThrow(/is 5 along axis 1, not 4/);
  await expect(imported(open, { size: [6] })).rejects.toThrow(/4 axes|3 axes/);
  const channels = { ...open, inputShape: [-1, 6, 5, -1] };
  await expect(imported(channels, { size: [6, 5] })).rejects.toThrow(/say the shape/);
  await expect(imported(open, {})).rejects.toMatchObject({ code: 'import-size-missing' });
});

test('a result that is learned at a sequence’s end is warm-up until then', async () => {
  const last = convLstmCase([1, 2], [3, 3], { return_sequences: false });
  const atEnd = { inputShape: [10, 6, 5, 1], layers: [last] };
  expect((await imported(atEnd, {})).spec.warmUpFrames).toBe(9);
  expect((await imported(atEnd, { warmUpFrames: 4 })).spec.warmUpFrames).toBe(4);
  const each = { inputShape: [10, 6, 5, 1], layers: recurrent };
  expect((await imported(each, {})).spec.warmUpFrames).toBe(0);
  const stateful = { ...last, config: { ...last.config, stateful: true } };
  const carried = await imported({ ...atEnd, layers: [stateful] }, {});
  expect(carried.spec.warmUpFrames).toBe(0);
  expect(carried.notes).toEqual([expect.stringMatching(/is stateful: here every stream keeps/)]);
});

test('channels first stay first', async () => {
  const [lstm] = recurrent as [(typeof recurrent)[0]];
  const format = { data_format: 'channels_first' };
  const network = await imported(
    { inputShape: [3, 1, 6, 5], layers: [{ ...lstm, config: { ...lstm.config, ...format } }] },
    {},
  );
  expect(network.spec.input).toEqual({ shape: [1, 6, 5], layout: 'channelsFirst' });
  const input = random64([3, 6, 5, 1]);
  const { results, shape } = await runImported(network, Float32Array.from(input.data));
  expect(shape).toEqual([2, 6, 5]);
  const { data } = kerasReference({ layers: [lstm] }, input, 2);
  const turned = Array.from({ length: 3 * 2 * 30 }, (_, index) => {
    const [frame, channel, place] = [
      Math.floor(index / 60),
      Math.floor(index / 30) % 2,
      index % 30,
    ];
    return data[frame * 60 + place * 2 + channel]!;
  });
  expect(largestDifference(results.flat(), turned)).toBeLessThan(1e-5);
});

const rescaled: KerasCase = {
  inputShape: [4, 6, 5, 1],
  layers: [
    layerCase('Rescaling', { scale: 1 / 127.5, offset: -1 }),
    // It takes the scaling in.
    convCase([1, 2], [1, 1, 1]),
    convLstmCase([2, 2], [3, 3]),
    convCase([2, 1], [1, 3, 3], { padding: 'same' }),
  ],
};

test('with frames it takes bytes, scaled as the model would have scaled them', async () => {
  const frames = { format: 'gray8', frameRate: 5 } as const;
  const { spec: written, weights } = await imported(rescaled, { frames });
  const spec = networkSpecSchema.parse(written);
  expect(spec).toMatchObject({
    input: { width: 5, height: 6, format: 'gray8', frameRate: 5 },
    target: 'none',
  });
  const data = Uint8Array.from({ length: 4 * 30 }, (_, index) => (index * 37) % 256);
  await using session = await openStepGraph({ spec, weights });
  const { results } = await runSteps(session, { spec, weights }, { data, frames: 4, batch: 1 });
  const input = { shape: rescaled.inputShape, data: Float64Array.from(data) };
  expect(largestDifference(results, kerasReference(rescaled, input, 2).data)).toBeLessThan(1e-5);
});

test('what frames are scaled to in so many words goes for a scaling of bytes as it is', async () => {
  const frames = {
    format: 'gray8',
    frameRate: 5,
    range: [0, 255],
    target: 'next',
    patchSize: 2,
  } as const;
  const { spec, weights } = await imported(rescaled, { frames });
  const parsed = networkSpecSchema.parse(spec);
  expect(parsed.warmUpFrames).toBeGreaterThanOrEqual(1);
  expect(parsed.layers[0]).toMatchObject({ type: 'normalisation', kind: 'batch' });
  expect([...weights.get('elements.scale')!, ...weights.get('elements.offset')!]).toEqual([255, 0]);
  expect(weights.get('picture.scale')![0]).toBeCloseTo(1 / 255, 8);
});

test('frames can be what the result is compared with', async () => {
  const frames = { format: 'gray8', frameRate: 5, target: 'same', patchSize: 2 } as const;
  const { spec } = await imported(rescaled, { frames });
  expect(networkSpecSchema.parse(spec)).toMatchObject({ target: 'same', patchSize: 2 });
});

test.for<[ImportOptions, string]>([
  [{ gates: 'ifog' }, '--gates'],
  [{ stateDict: 'ema', forgetBias: 1 }, '--weights and --forget-bias'],
  [{ states: { a: 'b' } }, '--states'],
  [{ constants: { a: 1 } }, '--constant'],
  [{ input: 'x' }, '--input'],
  [{ dimensions: { n: 1 } }, '--dimension'],
  [{ spec: {} }, '--spec'],
])('an option that is of no use here is refused: %j', async ([options, flags]) => {
  await expect(imported(rescaled, options)).rejects.toMatchObject({
    code: 'import-option',
    message: expect.stringContaining(`${flags} cannot be used: m.h5`) as string,
  });
});

test('what gives the last frame only gives each where it is compared', async () => {
  const last = convLstmCase([1, 1], [3, 3], { return_sequences: false, padding: 'same' });
  const atEnd = { inputShape: [10, 6, 5, 1], layers: [last] };
  const frames = { format: 'gray8', frameRate: 5, target: 'next', patchSize: 2 } as const;
  const { spec, notes } = await imported(atEnd, { frames });
  const { layers, warmUpFrames } = networkSpecSchema.parse(spec);
  expect(layers).toMatchObject([{ returnSequences: true }]);
  expect(warmUpFrames).toBe(9);
  expect(notes).toContainEqual(expect.stringMatching(/gives each frame here/));
  const [own] = networkSpecSchema.parse((await imported(atEnd, {})).spec).layers;
  expect(own).toMatchObject({ returnSequences: false });
});

test('frames of another number of channels are refused', async () => {
  const error: unknown = await imported(rescaled, {
    frames: { format: 'rgb24', frameRate: 5 },
  }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  expect(error).toMatchObject({ code: 'import-frames' });
});

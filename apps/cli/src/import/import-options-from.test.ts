import { expect, test } from 'vitest';
import { numbersOption, rangeOption } from './elements-option.ts';
import type { ImportFlags } from './import-flags.ts';
import { importOptionsFrom } from './import-options-from.ts';
import { pairOption } from './pair-option.ts';
import { sizesOption } from './sizes-option.ts';

const optionsFrom = (flags: Partial<ImportFlags>) =>
  importOptionsFrom({ model: 'out.onnx', ...flags });

test('what was typed becomes what the import takes', async () => {
  const options = await optionsFrom({
    size: sizesOption('32x24'),
    weights: 'ema',
    gates: 'ifgo',
    forgetBias: 1,
    states: pairOption('h=h_out, c = c_out'),
    constant: ['rate=16000', 'scale=0.5'],
    dimension: ['time=1'],
    input: 'x',
    frames: 'gray8',
    frameRate: 5,
    target: 'next',
    patch: 8,
    elements: rangeOption('-1..1'),
    warmUp: 4,
  });
  expect(options).toEqual({
    size: [24, 32],
    stateDict: 'ema',
    gates: 'ifgo',
    forgetBias: 1,
    states: { h: 'h_out', c: 'c_out' },
    constants: { rate: 16_000, scale: 0.5 },
    dimensions: { time: 1 },
    input: 'x',
    frames: { format: 'gray8', frameRate: 5, target: 'next', patchSize: 8, range: [-1, 1] },
    warmUpFrames: 4,
  });
});

test('a mean and a deviation may be one number a channel', async () => {
  const { frames } = await optionsFrom({
    frames: 'rgb24',
    frameRate: 5,
    mean: numbersOption('0.485,0.456,0.406'),
    deviation: numbersOption('0.22'),
  });
  expect(frames).toMatchObject({ mean: [0.485, 0.456, 0.406], deviation: [0.22] });
});

test.for(['1', '-1..', '..1', '0..0', 'a..b', '0..1..2'])('"%s" is no range', (text) => {
  expect(() => rangeOption(text)).toThrow('two numbers');
});

test.for(['', 'x', '1,,2'])('"%s" are no numbers', (text) => {
  expect(() => numbersOption(text)).toThrow('numbers with a comma');
});

test('what was not typed is not said', async () => {
  expect(await optionsFrom({})).toEqual({});
});

test.for<[Partial<ImportFlags>, string]>([
  [{ size: [8] }, '--size takes width and height'],
  [{ size: [8, 6], shape: [1, 6, 8] }, 'give one of them'],
  [{ gates: 'iffo' }, '--gates is the order'],
  [{ gates: 'if' }, '--gates is the order'],
  [{ frames: 'gray8' }, '--frames needs --frame-rate'],
  [{ frames: 'gray8', frameRate: 5, target: 'next' }, '--patch go together'],
  [{ frames: 'gray8', frameRate: 5, patch: 8 }, '--patch go together'],
  [{ patch: 4 }, '--patch is about frames'],
  [{ elements: [-1, 1] }, '--elements is about frames'],
  [{ frames: 'gray8', frameRate: 5, elements: [-1, 1], mean: [0.5] }, 'give one of them'],
  [{ constant: ['rate'] }, '--constant takes a name and a number'],
  [{ dimension: ['time=soon'] }, '--dimension takes a name and a number'],
])('%j is bad usage', async ([flags, says]) => {
  await expect(optionsFrom(flags)).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining(says) as string,
  });
});

test('a spec that cannot be read is told by its path', async () => {
  await expect(optionsFrom({ spec: '/nowhere/spec.json' })).rejects.toMatchObject({
    code: 'spec-unreadable',
    message: expect.stringContaining('/nowhere/spec.json') as string,
  });
});

test.for(['8x', 'eight', '8x0', '8x-6', ''])('"%s" are no sizes', (text) => {
  expect(() => sizesOption(text)).toThrow('sizes with an x between them');
});

test.for(['h', 'h=', '=h', 'a=b,c', ''])('"%s" are no pairs', (text) => {
  expect(() => pairOption(text)).toThrow('pairs of names');
});

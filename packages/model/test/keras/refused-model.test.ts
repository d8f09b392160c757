import { InputError } from '@presage/core';
import { expect, test } from 'vitest';
import { importKeras } from '../../src/import/keras/import-keras.ts';
import {
  convCase,
  convLstmCase,
  eachFrame,
  layerCase,
  taking,
  type KerasCase,
} from './keras-case.ts';
import { writeKerasFile } from './write-keras-file.ts';

async function refusalOf(model: KerasCase): Promise<InputError> {
  const bytes = await writeKerasFile(model, 'tf2.11');
  const error: unknown = await importKeras(bytes, 'm.h5').catch((reason: unknown) => reason);
  if (!(error instanceof InputError)) throw new TypeError('it was imported');
  return error;
}

test('every layer that cannot be had is listed, with its name, its type and the reason', async () => {
  const error = await refusalOf({
    inputShape: [5, 6, 4, 1],
    layers: [
      layerCase('Lambda', { function: 'x' }),
      convLstmCase([1, 2], [3, 3], { go_backwards: true }),
      convLstmCase([2, 2], [3, 3], { activation: 'log_softmax' }),
      eachFrame(convCase([2, 2], [3, 3], { activation: 'constructor' })),
      convCase([2, 3], [3, 3, 3], { padding: 'same' }),
      layerCase('somebody>Attention', {}),
      layerCase('GlobalMaxPooling3D', {}),
    ],
  });
  expect(error.code).toBe('import-unsupported');
  const { layers } = error.fields as { layers: { type: string; reason: string }[] };
  expect(layers.map(({ type, reason }) => `${type}: ${reason}`)).toEqual([
    expect.stringMatching(/^Lambda: it runs Python code/),
    expect.stringMatching(/^ConvLSTM2D: it reads sequences backwards/),
    expect.stringMatching(/^ConvLSTM2D: its activation "log_softmax" is none of linear/),
    expect.stringMatching(/^TimeDistributed: its activation "constructor" is none of linear/),
    expect.stringMatching(/^Conv3D: its kernel_size is 3 along the time axis/),
    expect.stringMatching(/^somebody>Attention: it is a layer of/),
    expect.stringMatching(/^GlobalMaxPooling3D: it goes over all frames/),
  ]);
  for (const { type } of layers) expect(error.message).toContain(`(${type})`);
});

const sequences = [convLstmCase([1, 2], [3, 3])];
const lastOnly = convLstmCase([1, 2], [3, 3], { return_sequences: false });

test.for([
  [
    'a sequence made of one result',
    [lastOnly, layerCase('RepeatVector', { n: 3 })],
    /RepeatVector.*sequence of one result/,
  ],
  [
    'frames mixed',
    [...sequences, layerCase('Permute', { dims: [2, 1, 3, 4] })],
    /mixes the frames/,
  ],
  ['both directions', [layerCase('Bidirectional', {})], /backwards too/],
  [
    'an operation of TensorFlow',
    [...sequences, layerCase('TFOpLambda', { function: 'math.add' })],
    /operation of TensorFlow/,
  ],
  [
    'a convolution along the time of vectors',
    [eachFrame(layerCase('Flatten', {})), convCase([24, 2], [3])],
    /it goes along the time axis/,
  ],
  [
    'frames in one vector without a dense layer',
    [...sequences, layerCase('Flatten', {}), layerCase('Activation', { activation: 'relu' })],
    /only Dense can be/,
  ],
  [
    'pooling over frames',
    [...sequences, layerCase('MaxPooling3D', { pool_size: [2, 2, 2] })],
    /its pool_size is 2 along the time axis/,
  ],
  [
    'the channels of another layout',
    [...sequences, eachFrame(convCase([2, 2], [3, 3], { data_format: 'channels_first' }))],
    /data_format is channels_first and other layers/,
  ],
  [
    'normalisation over time',
    [...sequences, layerCase('BatchNormalization', { axis: 1 })],
    /its axis 1 is time/,
  ],
  [
    'two results',
    [taking(convLstmCase([1, 2], [3, 3]), 'in'), layerCase('Dot', {})],
    /there is no such layer/,
  ],
] as const)('%s is refused with the reason', async ([, layers, reason]) => {
  const error = await refusalOf({ inputShape: [5, 6, 4, 1], layers });
  expect(error.code).toBe('import-unsupported');
  expect(error.message).toMatch(reason);
});

import { expect, test } from 'vitest';
import { importKeras } from '../../src/import/keras/import-keras.ts';
import { largestDifference } from '../largest-difference.ts';
import { distanceFrom } from './distance-from.ts';
import {
  convCase,
  convLstmCase,
  denseCase,
  eachFrame,
  layerCase,
  positive64,
  transposedCase,
  random64,
  type CaseLayer,
} from './keras-case.ts';
import { kerasReference } from './keras-reference.ts';
import { runImported } from './run-imported.ts';
import { writeKerasFile } from './write-keras-file.ts';

/** On pictures of 7×6 with three channels. */
const layers: Readonly<Record<string, CaseLayer>> = {
  'max pooling that overlaps': layerCase('MaxPooling2D', {
    pool_size: [3, 2],
    strides: [2, 1],
    padding: 'same',
  }),
  'mean pooling, where the border counts nowhere': layerCase('AveragePooling2D', {
    pool_size: [2, 3],
    strides: null,
    padding: 'same',
  }),
  'mean pooling that leaves a rest': layerCase('AveragePooling2D', {
    pool_size: [2, 4],
    strides: null,
    padding: 'valid',
  }),
  upsampling: layerCase('UpSampling2D', { size: [2, 3], interpolation: 'nearest' }),
  'zeros around': layerCase('ZeroPadding2D', {
    padding: [
      [1, 0],
      [2, 3],
    ],
  }),
  'borders off': layerCase('Cropping2D', {
    cropping: [
      [2, 1],
      [0, 3],
    ],
  }),
  'axes in another order': layerCase('Permute', { dims: [3, 1, 2] }),
  'axes flattened into rows': layerCase('Reshape', { target_shape: [7, -1] }),
  'normalisation at each place': layerCase(
    'LayerNormalization',
    { axis: -1, epsilon: 1e-3 },
    { gamma: positive64([3]), beta: [3] },
  ),
  'normalisation of the frame, a scale for each element': layerCase(
    'LayerNormalization',
    { axis: [-3, -2, -1], epsilon: 1e-3 },
    { gamma: positive64([7, 6, 3]), beta: [7, 6, 3] },
  ),
  'normalisation of each channel, a scale for each place': layerCase(
    'LayerNormalization',
    { axis: [-3, -2], epsilon: 1e-3 },
    { gamma: positive64([7, 6]), beta: [7, 6] },
  ),
  'a slope for each element': layerCase('PReLU', { shared_axes: null }, { alpha: [7, 6, 3] }),
  'a slope for each channel': layerCase('PReLU', { shared_axes: [1, 2] }, { alpha: [1, 1, 3] }),
  'a ReLU that ends at 0.7': layerCase('ReLU', { max_value: 0.7, negative_slope: 0 }),
  scaled: layerCase('Rescaling', { scale: 2.5, offset: -0.25 }),
  'normalisation of each channel': layerCase(
    'GroupNormalization',
    { groups: -1, axis: -1, epsilon: 1e-3 },
    { gamma: positive64([3]), beta: [3] },
  ),
  'normalisation of all channels as one group': layerCase(
    'GroupNormalization',
    { groups: 1, axis: -1, epsilon: 1e-3 },
    { gamma: positive64([3]), beta: [3] },
  ),
  'lines between neighbours': layerCase('UpSampling2D', {
    size: [2, 3],
    interpolation: 'bilinear',
  }),
  'a transposed convolution with a padded output': transposedCase([3, 2], [3, 4], {
    strides: [2, 3],
    output_padding: [1, 2],
  }),
  'a transposed convolution with a padded output and nothing cut off': transposedCase(
    [3, 2],
    [2, 2],
    { strides: [3, 2], padding: 'valid', output_padding: [2, 0] },
  ),
  'one vector of the mean': layerCase('GlobalAveragePooling2D', {}),
  'one vector of the most': layerCase('GlobalMaxPooling2D', {}),
};

test.for(Object.keys(layers))('%s', async (name) => {
  const model = {
    inputShape: [2, 7, 6, 2],
    layers: [convLstmCase([2, 3], [3, 3]), eachFrame(layers[name]!)],
  };
  expect(await distanceFrom(model, 'keras3')).toBeLessThan(1e-5);
});

test('pooling and borders over time that do nothing there', async () => {
  const model = {
    inputShape: [3, 7, 6, 2],
    layers: [
      convLstmCase([2, 3], [3, 3]),
      layerCase('MaxPooling3D', { pool_size: [1, 2, 2], strides: null, padding: 'same' }),
      layerCase('UpSampling3D', { size: [1, 2, 1] }),
      layerCase('ZeroPadding3D', {
        padding: [
          [0, 0],
          [1, 1],
          [0, 2],
        ],
      }),
    ],
  };
  expect(await distanceFrom(model, 'tf2.11')).toBeLessThan(1e-5);
});

const lstm = convLstmCase([2, 3], [3, 3]);
const frames = eachFrame(convCase([2, 3], [3, 3], { activation: 'tanh' }));
const together: Readonly<Record<string, readonly CaseLayer[]>> = {
  'a dense layer on all frames': [
    lstm,
    layerCase('Flatten', {}),
    layerCase('Dropout', { rate: 0.5 }),
    denseCase([4 * 30 * 3, 5], { activation: 'softmax' }),
    denseCase([5, 2]),
  ],
  'a dense layer on all frames, reshaped into one vector': [
    lstm,
    layerCase('Reshape', { target_shape: [-1] }),
    denseCase([4 * 30 * 3, 2]),
  ],
  'the mean of all frames': [lstm, layerCase('GlobalAveragePooling3D', {}), denseCase([3, 2])],
  'the mean of all frames’ vectors': [
    frames,
    eachFrame(layerCase('GlobalAveragePooling2D', {})),
    layerCase('GlobalAveragePooling1D', {}),
  ],
};

test.for(Object.keys(together))('%s: as Keras once that many frames came', async (name) => {
  const model = { inputShape: [4, 6, 5, 2], layers: together[name]! };
  expect(await distanceFrom(model, 'keras3')).toBeLessThan(1e-5);
  expect(await distanceFrom(model, 'keras2.2')).toBeLessThan(1e-5);
});

test('a dense layer on all frames slides on over the last frames', async () => {
  const model = {
    inputShape: [3, 4, 3, 2],
    layers: [
      eachFrame(convCase([2, 2], [2, 2])),
      layerCase('Flatten', {}),
      denseCase([36, 4], { activation: 'tanh' }),
    ],
  };
  const network = await importKeras(await writeKerasFile(model, 'tf2.11'), 'm.h5');
  expect(network.spec.warmUpFrames).toBe(2);
  const seen = random64([8, 4, 3, 2]);
  const { results } = await runImported(network, Float32Array.from(seen.data));
  for (let end = 3; end <= 8; end += 1) {
    const window = { shape: model.inputShape, data: seen.data.slice((end - 3) * 24, end * 24) };
    const expected = kerasReference(model, window, 2);
    expect(largestDifference(results[end - 1]!, expected.data)).toBeLessThan(1e-5);
  }
});

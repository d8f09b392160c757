import { expect, test } from 'vitest';
import { importKeras } from '../../src/import/keras/import-keras.ts';
import { distanceFrom } from './distance-from.ts';
import {
  batchNormalisationCase,
  convCase,
  convLstmCase,
  denseCase,
  depthwiseCase,
  eachFrame,
  layerCase,
  recurrentCase,
  transposedCase,
  type KerasCase,
} from './keras-case.ts';
import { kerasSchemes, writeKerasFile, writeKerasWeights } from './write-keras-file.ts';

const autoencoder: KerasCase = {
  inputShape: [4, 12, 9, 1],
  layers: [
    eachFrame(convCase([1, 4], [3, 3], { strides: [2, 2], padding: 'same', activation: 'relu' })),
    batchNormalisationCase(4),
    convLstmCase([4, 3], [3, 3], { recurrent_activation: 'hard_sigmoid' }),
    layerCase('Dropout', { rate: 0.5 }),
    convLstmCase([3, 2], [3, 3], { use_bias: false }),
    eachFrame(transposedCase([2, 2], [3, 3], { strides: [2, 2], activation: 'leaky_relu' })),
    convCase([2, 1], [3, 3], { padding: 'same', activation: 'sigmoid' }),
  ],
};

test.for(kerasSchemes)('a convolutional autoencoder as %s writes it', async (scheme) => {
  expect(await distanceFrom(autoencoder, scheme)).toBeLessThan(1e-5);
});

test.for(kerasSchemes)('weights alone with the architecture beside them: %s', async (scheme) => {
  const { bytes, architecture } = await writeKerasWeights(autoencoder, scheme);
  const alone = importKeras(bytes, 'm.weights.h5', {});
  await expect(alone).rejects.toThrow(/weights alone.*model\.to_json\(\)/);
  const beside = await importKeras(bytes, 'm.weights.h5', { spec: architecture });
  const whole = await importKeras(await writeKerasFile(autoencoder, scheme), 'm.h5');
  expect(beside.spec).toEqual(whole.spec);
  expect(beside.weights).toEqual(whole.weights);
});

const last = { return_sequences: false };
const cases: Readonly<Record<string, KerasCase>> = {
  'ConvLSTM1D, strided': {
    inputShape: [3, 11, 2],
    layers: [convLstmCase([2, 3], [3], { strides: [2] }), convLstmCase([3, 2], [4], last)],
  },
  'ConvLSTM2D without padding, an even kernel': {
    inputShape: [3, 7, 8, 2],
    layers: [convLstmCase([2, 3], [2, 3], { padding: 'valid', activation: 'relu' })],
  },
  'ConvLSTM2D dilated: the input’s kernel alone': {
    inputShape: [3, 9, 8, 2],
    layers: [convLstmCase([2, 2], [3, 3], { dilation_rate: [2, 2] })],
  },
  ConvLSTM3D: {
    inputShape: [3, 4, 5, 3, 2],
    layers: [convLstmCase([2, 2], [3, 3, 3], { strides: [2, 1, 1] })],
  },
  'Conv3D and pooling over time that do nothing there': {
    inputShape: [3, 6, 5, 2],
    layers: [
      convLstmCase([2, 3], [3, 3]),
      convCase([3, 4], [1, 3, 3], { padding: 'same', activation: 'elu' }),
      convCase([4, 1], [1, 1, 1], { activation: 'softplus' }),
    ],
  },
  'batch normalisation where it folds and where it does not': {
    inputShape: [2, 6, 5, 2],
    layers: [
      convLstmCase([2, 3], [3, 3]),
      batchNormalisationCase(3),
      eachFrame(convCase([3, 4], [3, 3], { padding: 'same' })),
      eachFrame(batchNormalisationCase(4)),
      eachFrame(layerCase('Activation', { activation: 'relu' })),
      batchNormalisationCase(4, { axis: [4] }),
      eachFrame(convCase([4, 2], [2, 2], { activation: 'swish' })),
      eachFrame(transposedCase([2, 3], [2, 4], { strides: [1, 2], padding: 'valid' })),
      batchNormalisationCase(3),
    ],
  },
  'features of each frame, LSTM, a picture again': {
    inputShape: [4, 4, 3, 2],
    layers: [
      eachFrame(convCase([2, 3], [3, 3], { padding: 'same', activation: 'tanh' })),
      eachFrame(layerCase('Flatten', {})),
      recurrentCase('LSTM', [36, 5], { recurrent_activation: 'hard_sigmoid' }),
      denseCase([5, 24], { activation: 'relu' }),
      eachFrame(layerCase('Reshape', { target_shape: [4, 3, 2] })),
      convCase([2, 1], [1, 3, 3], { padding: 'same' }),
    ],
  },
  'GRU with the reset gate behind, then before the product': {
    inputShape: [5, 6],
    layers: [
      recurrentCase('GRU', [6, 4], { reset_after: true }),
      recurrentCase('GRU', [4, 3], { reset_after: false, ...last }),
      denseCase([3, 2], { activation: 'softmax' }),
    ],
  },
  'separable and depthwise convolutions, dense at each place': {
    inputShape: [2, 6, 5, 2],
    layers: [
      convLstmCase([2, 3], [3, 3]),
      eachFrame(depthwiseCase('DepthwiseConv2D', 3, { strides: [2, 2], activation: 'relu6' })),
      eachFrame(depthwiseCase('SeparableConv2D', 6, { padding: 'valid', activation: 'softmax' })),
      denseCase([4, 3]),
    ],
  },
  'no time at all: a step is a whole picture': {
    inputShape: [6, 5, 4],
    layers: [
      convCase([4, 6], [3, 3], { groups: 2, dilation_rate: [1, 2], padding: 'same' }),
      transposedCase([6, 2], [2, 2], { strides: [3, 3] }),
    ],
  },
};

test.for(Object.keys(cases))('%s', async (name) => {
  expect(await distanceFrom(cases[name]!, 'keras3')).toBeLessThan(1e-5);
  expect(await distanceFrom(cases[name]!, 'tf2.11')).toBeLessThan(1e-5);
});

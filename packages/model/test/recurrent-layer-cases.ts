import type { WrittenLayerCases } from './layer-cases.ts';

/** Layers that keep a state. */
export const recurrentLayerCases: WrittenLayerCases = {
  convLstm: [{ type: 'convLstm', hiddenChannels: 2, kernelSize: 3 }, [3, 4, 5]],
  'convLstm, peephole a channel': [
    { type: 'convLstm', hiddenChannels: 3, kernelSize: 3, peephole: 'perChannel' },
    [2, 4, 3],
  ],
  'convLstm, peephole a pixel': [
    { type: 'convLstm', hiddenChannels: 2, kernelSize: 3, peephole: 'perPixel' },
    [2, 3, 4],
  ],
  'convLstm, strided': [
    { type: 'convLstm', hiddenChannels: 2, kernelSize: 3, stride: 2, peephole: 'perPixel' },
    [2, 6, 5],
  ],
  'convLstm, dilated': [
    { type: 'convLstm', hiddenChannels: 2, kernelSize: 3, dilation: 2 },
    [2, 6, 5],
  ],
  'convLstm, valid': [
    { type: 'convLstm', hiddenChannels: 2, kernelSize: [3, 2], padding: 'valid' },
    [2, 5, 4],
  ],
  'convLstm, even kernel': [{ type: 'convLstm', hiddenChannels: 2, kernelSize: 2 }, [2, 3, 4]],
  'convLstm, other activations': [
    {
      type: 'convLstm',
      hiddenChannels: 2,
      kernelSize: 3,
      gateActivation: 'hardSigmoidKeras2',
      activation: 'relu',
      peephole: 'perChannel',
    },
    [2, 3, 3],
  ],
  'convLstm, other activations without peephole': [
    {
      type: 'convLstm',
      hiddenChannels: 2,
      kernelSize: 3,
      gateActivation: 'hardSigmoid',
      activation: 'leakyRelu',
    },
    [2, 3, 3],
  ],
  'convLstm, 1 dimension': [
    { type: 'convLstm', hiddenChannels: 2, kernelSize: 3, peephole: 'perPixel' },
    [3, 5],
  ],
  'convLstm, 3 dimensions': [
    { type: 'convLstm', hiddenChannels: 2, kernelSize: [1, 3, 2], peephole: 'perChannel' },
    [1, 2, 3, 3],
  ],
  convGru: [{ type: 'convGru', hiddenChannels: 2, kernelSize: 3 }, [3, 4, 5]],
  'convGru, strided and valid': [
    { type: 'convGru', hiddenChannels: 3, kernelSize: 3, stride: 2, padding: 'valid' },
    [2, 6, 5],
  ],
  'convGru, dilated, other activations': [
    {
      type: 'convGru',
      hiddenChannels: 2,
      kernelSize: 3,
      dilation: 2,
      gateActivation: 'hardSigmoid',
      activation: 'relu',
    },
    [2, 4, 4],
  ],
  'convLstm, smaller kernel over the hidden state': [
    { type: 'convLstm', hiddenChannels: 2, kernelSize: 3, hiddenKernelSize: 1 },
    [2, 4, 3],
  ],
  'convLstm, larger kernel over the hidden state, valid': [
    {
      type: 'convLstm',
      hiddenChannels: 2,
      kernelSize: 2,
      hiddenKernelSize: [3, 5],
      padding: 'valid',
      peephole: 'perChannel',
    },
    [2, 4, 3],
  ],
  'convLstm, dilated over the input only': [
    { type: 'convLstm', hiddenChannels: 2, kernelSize: 3, dilation: 2, hiddenDilation: 1 },
    [2, 5, 4],
  ],
  'convLstm, padding in numbers': [
    { type: 'convLstm', hiddenChannels: 2, kernelSize: 3, padding: [1, 2, 0, 1] },
    [2, 3, 4],
  ],
  'convLstm, softmax gates': [
    {
      type: 'convLstm',
      hiddenChannels: 3,
      kernelSize: 1,
      gateActivation: 'softmax',
      activation: 'softsign',
    },
    [2, 2, 3],
  ],
  'convLstm, softmax gates and peepholes': [
    {
      type: 'convLstm',
      hiddenChannels: 3,
      kernelSize: 1,
      gateActivation: 'softmax',
      peephole: 'perChannel',
    },
    [2, 2, 3],
  ],
  'convLstm, last frame only': [
    { type: 'convLstm', hiddenChannels: 2, kernelSize: 3, returnSequences: false },
    [2, 3, 4],
  ],
  'convGru, smaller kernel over the hidden state': [
    { type: 'convGru', hiddenChannels: 2, kernelSize: 3, hiddenKernelSize: 1, dilation: 2 },
    [2, 4, 3],
  ],
  'convGru, reset after the convolution': [
    { type: 'convGru', hiddenChannels: 3, kernelSize: 3, candidate: 'resetAfter' },
    [2, 4, 3],
  ],
  'convGru, reset after, 1 dimension, last frame only': [
    {
      type: 'convGru',
      hiddenChannels: 2,
      kernelSize: 3,
      candidate: 'resetAfter',
      returnSequences: false,
    },
    [2, 5],
  ],
  'convGru, 3 dimensions': [
    { type: 'convGru', hiddenChannels: 2, kernelSize: [1, 3, 2] },
    [1, 2, 3, 2],
  ],
  'encoderForecaster, one layer': [
    {
      type: 'encoderForecaster',
      layers: [{ hiddenChannels: 3, kernelSize: 3 }],
      peephole: 'perChannel',
      horizon: 3,
      filters: 2,
    },
    [2, 3, 4],
  ],
  'encoderForecaster, three layers, other kernels over the hidden states': [
    {
      type: 'encoderForecaster',
      layers: [
        { hiddenChannels: 3, kernelSize: 3, hiddenKernelSize: 1 },
        { hiddenChannels: 2, kernelSize: [1, 3] },
        { hiddenChannels: 4, kernelSize: 1, hiddenKernelSize: 3 },
      ],
      peephole: 'perPixel',
      gateActivation: 'hardSigmoid',
      activation: 'softsign',
      horizon: 2,
      filters: 1,
    },
    [2, 3, 2],
  ],
  'encoderForecaster, 1 dimension, no peephole, one prediction': [
    {
      type: 'encoderForecaster',
      layers: [
        { hiddenChannels: 2, kernelSize: 3 },
        { hiddenChannels: 2, kernelSize: 3 },
      ],
      horizon: 1,
      filters: 2,
    },
    [2, 5],
  ],
};

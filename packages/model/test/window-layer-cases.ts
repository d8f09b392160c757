import type { WrittenLayerCases } from './layer-cases.ts';

const flat = [3, 7, 6];

/** Layers whose windows move over the map. */
export const windowLayerCases: WrittenLayerCases = {
  'conv, odd pixel of padding at the end': [
    { type: 'conv', filters: 2, kernelSize: 3, stride: 2 },
    [2, 6, 8],
  ],
  'conv, even kernel': [{ type: 'conv', filters: 2, kernelSize: [2, 4] }, flat],
  'conv, dilated': [{ type: 'conv', filters: 2, kernelSize: 3, dilation: [2, 3] }, flat],
  'conv, dilated and strided': [
    { type: 'conv', filters: 2, kernelSize: 3, dilation: 2, stride: [3, 2] },
    flat,
  ],
  'conv, valid': [
    { type: 'conv', filters: 2, kernelSize: [3, 2], stride: 2, padding: 'valid' },
    flat,
  ],
  'conv, stride larger than kernel': [{ type: 'conv', filters: 2, kernelSize: 1, stride: 3 }, flat],
  'conv, 1 dimension': [{ type: 'conv', filters: 2, kernelSize: 3, stride: 2 }, [3, 8]],
  'conv, 3 dimensions': [
    { type: 'conv', filters: 2, kernelSize: [2, 3, 1], stride: [1, 2, 1] },
    [2, 3, 4, 3],
  ],
  'convTranspose, kernel twice the stride': [
    { type: 'convTranspose', filters: 2, kernelSize: 4, stride: 2 },
    [3, 4, 3],
  ],
  'convTranspose, odd kernel': [
    { type: 'convTranspose', filters: 2, kernelSize: 5, stride: 2 },
    [3, 3, 4],
  ],
  'convTranspose, kernel smaller than stride': [
    { type: 'convTranspose', filters: 2, kernelSize: [1, 2], stride: 3 },
    [2, 2, 3],
  ],
  'convTranspose, valid': [
    { type: 'convTranspose', filters: 2, kernelSize: [3, 2], stride: [2, 1], padding: 'valid' },
    [2, 3, 3],
  ],
  'convTranspose, stride 1': [{ type: 'convTranspose', filters: 2, kernelSize: 3 }, [2, 3, 3]],
  'conv, padding in numbers': [
    { type: 'conv', filters: 2, kernelSize: 3, stride: 2, padding: [0, 2, 1, 0] },
    flat,
  ],
  'conv, one number of padding, dilated': [
    { type: 'conv', filters: 2, kernelSize: 3, dilation: 2, padding: 2 },
    flat,
  ],
  'conv, in groups': [
    { type: 'conv', filters: 6, kernelSize: 3, groups: 2, activation: 'tanh' },
    [4, 4, 5],
  ],
  'conv, each channel by itself': [
    { type: 'conv', filters: 6, kernelSize: [1, 3], groups: 3 },
    flat,
  ],
  'convTranspose, valid, kernel smaller than stride': [
    { type: 'convTranspose', filters: 2, kernelSize: [1, 2], stride: 3, padding: 'valid' },
    [2, 2, 3],
  ],
  'convTranspose, dilated': [
    { type: 'convTranspose', filters: 2, kernelSize: 3, stride: 2, dilation: [2, 3] },
    [2, 4, 3],
  ],
  'convTranspose, dilated and valid': [
    { type: 'convTranspose', filters: 2, kernelSize: 2, stride: 3, dilation: 3, padding: 'valid' },
    [2, 2, 3],
  ],
  'convTranspose, no padding, kernel smaller than stride': [
    { type: 'convTranspose', filters: 2, kernelSize: [1, 2], stride: 3, padding: 0 },
    [2, 2, 3],
  ],
  'convTranspose, padding in numbers, and more at the end': [
    {
      type: 'convTranspose',
      filters: 2,
      kernelSize: 4,
      stride: 2,
      padding: [1, 0, 2, 1],
      outputPadding: [1, 0],
    },
    [2, 3, 3],
  ],
  'convTranspose, in groups': [
    { type: 'convTranspose', filters: 6, kernelSize: 3, stride: 2, groups: 2 },
    [4, 2, 3],
  ],
  'convTranspose, 1 dimension, in groups': [
    { type: 'convTranspose', filters: 3, kernelSize: 4, stride: 2, padding: 1, groups: 3 },
    [3, 5],
  ],
  'convTranspose, 3 dimensions': [
    { type: 'convTranspose', filters: 2, kernelSize: [1, 3, 2], stride: [1, 2, 2] },
    [2, 2, 2, 3],
  ],
  'pool, largest': [{ type: 'pool', kind: 'max', size: 2 }, [2, 4, 6]],
  'pool, mean, what fills no tile left out': [
    { type: 'pool', kind: 'average', size: [2, 3] },
    [2, 5, 7],
  ],
  'pool, largest, 3 dimensions, left out': [
    { type: 'pool', kind: 'max', size: [1, 2, 2] },
    [2, 2, 3, 5],
  ],
  'pool, largest, windows that overlap, odd pixel at the end': [
    { type: 'pool', kind: 'max', size: 3, stride: 2, padding: 'same' },
    [2, 6, 5],
  ],
  'pool, mean, padded, what is padded left out': [
    { type: 'pool', kind: 'average', size: 3, stride: 2, padding: 'same' },
    [2, 6, 5],
  ],
  'pool, mean, every place': [
    { type: 'pool', kind: 'average', size: [3, 2], stride: 1, padding: 'same' },
    [2, 4, 5],
  ],
  'pool, largest, padding in numbers': [
    { type: 'pool', kind: 'max', size: 3, stride: [2, 3], padding: [2, 1, 0, 1] },
    [2, 6, 5],
  ],
  'pool, mean, padding in numbers, 1 dimension': [
    { type: 'pool', kind: 'average', size: 4, stride: 3, padding: [1, 3] },
    [2, 8],
  ],
  'pool, mean, padded, 3 dimensions': [
    { type: 'pool', kind: 'average', size: [1, 3, 2], stride: [1, 2, 1], padding: 'same' },
    [2, 2, 4, 3],
  ],
};

import { comparingNetworkSpecSchema, type ComparingNetworkSpec } from '@presage/model';

/**
 * The spatiotemporal autoencoder of Chong & Tay (2017, arXiv:1701.01546): 227×227 grey,
 * 1,068,225 weights, 845 KiB of recurrent state, 0.794 GMAC a frame.
 */
export const chongTay: ComparingNetworkSpec = comparingNetworkSpecSchema.parse({
  input: { width: 227, height: 227, format: 'gray8', frameRate: 10 },
  layers: [
    { type: 'conv', filters: 128, kernelSize: 11, stride: 4, padding: 'valid', activation: 'tanh' },
    { type: 'conv', filters: 64, kernelSize: 5, stride: 2, padding: 'valid', activation: 'tanh' },
    { type: 'convLstm', hiddenChannels: 64, kernelSize: 3 },
    { type: 'convLstm', hiddenChannels: 32, kernelSize: 3 },
    { type: 'convLstm', hiddenChannels: 64, kernelSize: 3 },
    {
      type: 'convTranspose',
      filters: 128,
      kernelSize: 5,
      stride: 2,
      padding: 'valid',
      activation: 'tanh',
    },
    {
      type: 'convTranspose',
      filters: 1,
      kernelSize: 11,
      stride: 4,
      padding: 'valid',
      activation: 'tanh',
    },
  ],
  target: 'same',
  patchSize: 16,
  warmUpFrames: 10,
});

import { networkSpecSchema } from '@presage/model';

/** One ConvLSTM layer, 64 → 64 channels, kernel 3×3, over arrays of 26×26 maps. */
export const singleLayer = networkSpecSchema.parse({
  input: { shape: [64, 26, 26] },
  layers: [{ type: 'convLstm', name: 'memory', hiddenChannels: 64, kernelSize: 3 }],
  target: 'none',
  warmUpFrames: 0,
});

import { comparingNetworkSpecSchema, type ComparingNetworkSpec } from '@presage/model';

/**
 * Four layers of 128 hidden channels, kernel 5×5, over 16×16 maps: OpenSTL's ConvLSTM-S as it runs
 * (11,675,648 weights; with our biases 2,064 more). A 64×64 grey frame is 16 channels of 4×4 patches,
 * and so is the prediction.
 */
export const convLstmS: ComparingNetworkSpec = comparingNetworkSpecSchema.parse({
  input: { width: 64, height: 64, format: 'gray8', frameRate: 10 },
  layers: [
    { type: 'pixelUnshuffle', factor: 4 },
    { type: 'convLstm', hiddenChannels: 128, kernelSize: 5 },
    { type: 'convLstm', hiddenChannels: 128, kernelSize: 5 },
    { type: 'convLstm', hiddenChannels: 128, kernelSize: 5 },
    { type: 'convLstm', hiddenChannels: 128, kernelSize: 5 },
    { type: 'conv', filters: 16, kernelSize: 1 },
    { type: 'pixelShuffle', factor: 4 },
  ],
  target: 'next',
  patchSize: 16,
  warmUpFrames: 10,
});

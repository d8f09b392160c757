import { comparingNetworkSpecSchema, type ComparingNetworkSpec } from '@presage/model';

/** So small that 100,000 steps take a minute: for what does not depend on size. */
export const tiny: ComparingNetworkSpec = comparingNetworkSpecSchema.parse({
  input: { width: 64, height: 48, frameRate: 5 },
  layers: [
    { type: 'conv', filters: 4, kernelSize: 3, stride: 2, activation: 'relu' },
    { type: 'convLstm', hiddenChannels: 4, kernelSize: 3 },
    { type: 'convTranspose', filters: 1, kernelSize: 4, stride: 2, activation: 'sigmoid' },
  ],
  patchSize: 8,
  warmUpFrames: 10,
});

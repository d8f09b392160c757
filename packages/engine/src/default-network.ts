import { comparingNetworkSpecSchema, type ComparingNetworkSpec } from '@presage/model';

/** Rows that the default network sees. */
const height = 96;
/** Side of a patch whose error is judged, in the network's pixels. */
const patchSize = 8;

/**
 * The network that `learn` uses: predicts the next frame from a picture 96 rows high, at 5 frames a
 * second, with two ConvLSTM layers at a quarter of the size. The camera stands still, so the mean
 * picture is taken off first and put back last. `aspectRatio` is the camera's width over height.
 */
export function defaultNetwork(aspectRatio: number): ComparingNetworkSpec {
  const width = Math.max(1, Math.round((aspectRatio * height) / patchSize)) * patchSize;
  return comparingNetworkSpecSchema.parse({
    input: { width, height, format: 'gray8', frameRate: 5 },
    layers: [
      { type: 'offset', name: 'foreground' },
      { type: 'pixelUnshuffle', factor: 4 },
      { type: 'conv', filters: 32, kernelSize: 3, activation: 'leakyRelu' },
      { type: 'convLstm', hiddenChannels: 32, kernelSize: 3 },
      { type: 'convLstm', hiddenChannels: 32, kernelSize: 3 },
      { type: 'conv', filters: 16, kernelSize: 3 },
      { type: 'pixelShuffle', factor: 4 },
      { type: 'offset', name: 'background' },
    ],
    target: 'next',
    patchSize,
    warmUpFrames: 5,
  });
}

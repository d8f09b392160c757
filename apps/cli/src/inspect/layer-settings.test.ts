import { networkSpecSchema, type NetworkSpecInput } from '@presage/model';
import { expect, test } from 'vitest';
import { layerSettings } from './layer-settings.ts';

type Layer = NetworkSpecInput['layers'][number];

test.for<[Layer, settings: string]>([
  [{ type: 'conv', filters: 1, kernelSize: [3, 5], stride: 2 }, '1 filter, 3×5, stride 2'],
  [
    { type: 'convTranspose', filters: 2, kernelSize: 3, stride: 2, padding: 1, outputPadding: 1 },
    '2 filters, 3×3, stride 2, padding 1, output padding 1',
  ],
  [
    { type: 'convGru', hiddenChannels: 2, kernelSize: 3, hiddenKernelSize: 1, hiddenDilation: 2 },
    '2 hidden channels, 3×3, hidden 1×1, hidden dilation 2',
  ],
  [
    {
      type: 'encoderForecaster',
      layers: [
        { hiddenChannels: 8, kernelSize: 5 },
        { hiddenChannels: 4, kernelSize: 5, hiddenKernelSize: 3 },
      ],
      peephole: 'perChannel',
      horizon: 10,
      filters: 1,
    },
    '8 channels 5×5 + 4 channels 5×5 hidden 3×3, peephole perChannel, 10 predictions, 1 filter',
  ],
  [{ type: 'normalisation', kind: 'group', groups: 4 }, 'group, 4 groups'],
  [{ type: 'reshape', shape: [2, 3, 4], layout: 'channelsLast' }, '2×3×4, counted channels last'],
  [{ type: 'permute', axes: [0, 2, 1] }, '0, 2, 1'],
])('%j is shown with all that makes a difference', ([layer, settings]) => {
  const { layers } = networkSpecSchema.parse({
    input: { shape: [1, 8, 8] },
    layers: [layer],
    target: 'none',
    warmUpFrames: 0,
  });
  expect(layerSettings(layers[0]!, 2)).toBe(settings);
});

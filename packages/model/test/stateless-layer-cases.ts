import { activationSchema } from '../src/spec/activation-spec.ts';
import type { WrittenLayerCases } from './layer-cases.ts';

const flat = [3, 7, 6];
const mergeKinds = ['add', 'subtract', 'multiply', 'average', 'maximum', 'minimum'] as const;

/** Layers that keep no state and move no window. */
export const statelessLayerCases: WrittenLayerCases = {
  pixelShuffle: [{ type: 'pixelShuffle', factor: 2 }, [8, 2, 3]],
  'pixelShuffle, 1 dimension': [{ type: 'pixelShuffle', factor: 3 }, [6, 4]],
  'pixelShuffle, 3 dimensions': [{ type: 'pixelShuffle', factor: 2 }, [16, 1, 2, 1]],
  pixelUnshuffle: [{ type: 'pixelUnshuffle', factor: 2 }, [2, 4, 6]],
  'pixelUnshuffle, 1 dimension': [{ type: 'pixelUnshuffle', factor: 3 }, [2, 6]],
  'normalisation of the layer': [{ type: 'normalisation', kind: 'layer' }, flat],
  'normalisation of each instance': [
    { type: 'normalisation', kind: 'instance', epsilon: 0.01 },
    flat,
  ],
  'normalisation, 1 dimension': [{ type: 'normalisation', kind: 'instance' }, [2, 9]],
  offset: [{ type: 'offset' }, flat],
  dense: [{ type: 'dense', units: 4, activation: 'tanh' }, [2, 3, 2]],
  'dense with a slope': [
    { type: 'dense', units: 4, activation: 'leakyRelu', negativeSlope: 0.4 },
    [2, 3, 2],
  ],
  'conv with a slope': [
    { type: 'conv', filters: 2, kernelSize: 3, activation: 'leakyRelu', negativeSlope: 0.4 },
    flat,
  ],
  'convTranspose with a slope': [
    {
      type: 'convTranspose',
      filters: 2,
      kernelSize: 3,
      stride: 2,
      activation: 'leakyRelu',
      negativeSlope: 0.4,
    },
    flat,
  ],
  'dense, 1 dimension': [{ type: 'dense', units: 2 }, [2, 3]],
  reshape: [{ type: 'reshape', shape: [2, 21, 3] }, flat],
  'reshape to fewer dimensions': [{ type: 'reshape', shape: [6, 21] }, flat],
  'reshape to the same': [{ type: 'reshape', shape: [3, 7, 6] }, flat],
  'reshape to channels alone': [{ type: 'reshape', shape: [126] }, flat],
  'reshape, channels innermost': [
    { type: 'reshape', shape: [6, 3, 7], layout: 'channelsLast' },
    flat,
  ],
  'reshape to fewer dimensions, channels innermost': [
    { type: 'reshape', shape: [6, 21], layout: 'channelsLast' },
    flat,
  ],
  'reshape to channels alone, channels innermost': [
    { type: 'reshape', shape: [126], layout: 'channelsLast' },
    flat,
  ],
  'reshape of channels alone, channels innermost': [
    { type: 'reshape', shape: [3, 2, 1], layout: 'channelsLast' },
    [6],
  ],
  permute: [{ type: 'permute', axes: [2, 0, 1] }, flat],
  'permute to the same': [{ type: 'permute', axes: [0, 1] }, [2, 5]],
  'globalPool, largest': [{ type: 'globalPool', kind: 'max' }, flat],
  'globalPool, mean, 1 dimension': [{ type: 'globalPool', kind: 'average' }, [3, 5]],
  'globalPool, mean, 3 dimensions': [{ type: 'globalPool', kind: 'average' }, [2, 2, 3, 2]],
  'upsample, repeated': [{ type: 'upsample', factor: [2, 3] }, [2, 3, 2]],
  'upsample, repeated, 1 dimension': [{ type: 'upsample', factor: 3 }, [2, 3]],
  'upsample, repeated, 3 dimensions': [{ type: 'upsample', factor: [2, 1, 3] }, [2, 1, 3, 2]],
  'upsample, lines': [{ type: 'upsample', factor: [2, 3], interpolation: 'linear' }, [2, 3, 4]],
  'upsample, lines, 1 dimension': [
    { type: 'upsample', factor: 4, interpolation: 'linear' },
    [2, 5],
  ],
  'upsample, lines, 3 dimensions': [
    { type: 'upsample', factor: [2, 3, 2], interpolation: 'linear' },
    [2, 2, 3, 2],
  ],
  'upsample, lines from corner to corner': [
    { type: 'upsample', factor: [2, 3], interpolation: 'linearAligned' },
    [2, 3, 4],
  ],
  'upsample, lines from corner to corner, 1 dimension': [
    { type: 'upsample', factor: 2, interpolation: 'linearAligned' },
    [2, 4],
  ],
  'upsample, lines from corner to corner, of a single row': [
    { type: 'upsample', factor: [2, 2], interpolation: 'linearAligned' },
    [2, 1, 3],
  ],
  pad: [{ type: 'pad', padding: [1, 0, 2, 3] }, [2, 3, 2]],
  'pad by nothing': [{ type: 'pad', padding: 0 }, [2, 3, 2]],
  'crop by one number, 1 dimension': [{ type: 'crop', cropping: 1 }, [2, 5]],
  crop: [{ type: 'crop', cropping: [1, 0, 2, 3] }, flat],
  'crop by nothing': [{ type: 'crop', cropping: 0 }, [2, 3, 2]],
  'normalisation of the channels at each place': [{ type: 'normalisation', kind: 'channel' }, flat],
  'normalisation of the layer, one scale an element': [
    { type: 'normalisation', kind: 'layer', affine: 'perPixel' },
    flat,
  ],
  'normalisation of groups of channels': [
    { type: 'normalisation', kind: 'group', groups: 2 },
    [6, 3, 4],
  ],
  'normalisation of groups of channels alone': [
    { type: 'normalisation', kind: 'group', groups: 2, affine: 'perPixel' },
    [6],
  ],
  'normalisation of a batch, folded': [{ type: 'normalisation', kind: 'batch' }, flat],
  'normalisation of channels alone': [{ type: 'normalisation', kind: 'layer' }, [8]],
  'dense on channels alone': [{ type: 'dense', units: 3 }, [5]],
  'activation leakyRelu of another slope': [
    { type: 'activation', activation: 'leakyRelu', negativeSlope: 0.3 },
    flat,
  ],
  'activation softmax of channels alone': [{ type: 'activation', activation: 'softmax' }, [5]],
  'merge concat': [
    { type: 'merge', kind: 'concat', from: ['input'] },
    [2, 3, 4],
    [1, 3, 4],
    [3, 3, 4],
  ],
  'merge of one': [{ type: 'merge', kind: 'add', from: ['input'] }, [2, 3, 4]],
  ...Object.fromEntries(
    mergeKinds.flatMap((kind): [string, WrittenLayerCases[string]][] => [
      [
        `merge ${kind}`,
        [{ type: 'merge', kind, from: ['input'] }, [2, 3, 4], [2, 3, 4], [2, 3, 4]],
      ],
      [
        `merge ${kind}, an axis of size 1 for all of it`,
        [{ type: 'merge', kind, from: ['input'] }, [2, 1, 4], [1, 3, 4]],
      ],
    ]),
  ),
  ...Object.fromEntries(
    activationSchema.options.flatMap((activation): [string, WrittenLayerCases[string]][] => [
      [`activation ${activation}`, [{ type: 'activation', activation }, flat]],
      [
        `conv with ${activation}`,
        [{ type: 'conv', filters: 2, kernelSize: 3, activation }, [2, 4, 4]],
      ],
    ]),
  ),
};

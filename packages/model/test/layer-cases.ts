import type { z } from 'zod';
import { activationSchema } from '../src/spec/activation-spec.ts';
import { layerSchema, type LayerSpec } from '../src/spec/layer-spec.ts';

export interface LayerCase {
  readonly layer: LayerSpec;
  /** `[channels, …spatial]`. */
  readonly inputShape: readonly number[];
}

type LayerInput = z.input<typeof layerSchema>;

const flat = [3, 7, 6];
type Written = readonly [layer: LayerInput, inputShape: readonly number[]];

const cases: Readonly<Record<string, Written>> = {
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
  pixelShuffle: [{ type: 'pixelShuffle', factor: 2 }, [8, 2, 3]],
  'pixelShuffle, 1 dimension': [{ type: 'pixelShuffle', factor: 3 }, [6, 4]],
  'pixelShuffle, 3 dimensions': [{ type: 'pixelShuffle', factor: 2 }, [16, 1, 2, 1]],
  pixelUnshuffle: [{ type: 'pixelUnshuffle', factor: 2 }, [2, 4, 6]],
  'pixelUnshuffle, 1 dimension': [{ type: 'pixelUnshuffle', factor: 3 }, [2, 6]],
  'pool, largest': [{ type: 'pool', kind: 'max', size: 2 }, [2, 4, 6]],
  'pool, mean, what fills no tile left out': [
    { type: 'pool', kind: 'average', size: [2, 3] },
    [2, 5, 7],
  ],
  'pool, largest, 3 dimensions, left out': [
    { type: 'pool', kind: 'max', size: [1, 2, 2] },
    [2, 2, 3, 5],
  ],
  'normalisation of the layer': [{ type: 'normalisation', kind: 'layer' }, flat],
  'normalisation of each instance': [
    { type: 'normalisation', kind: 'instance', epsilon: 0.01 },
    flat,
  ],
  'normalisation, 1 dimension': [{ type: 'normalisation', kind: 'instance' }, [2, 9]],
  offset: [{ type: 'offset' }, flat],
  dense: [{ type: 'dense', units: 4, activation: 'tanh' }, [2, 3, 2]],
  'dense, 1 dimension': [{ type: 'dense', units: 2 }, [2, 3]],
  reshape: [{ type: 'reshape', shape: [2, 21, 3] }, flat],
  'reshape to fewer dimensions': [{ type: 'reshape', shape: [6, 21] }, flat],
  'reshape to the same': [{ type: 'reshape', shape: [3, 7, 6] }, flat],
  ...Object.fromEntries(
    activationSchema.options.flatMap((activation): (readonly [string, Written])[] => [
      [`activation ${activation}`, [{ type: 'activation', activation }, flat]],
      [
        `conv with ${activation}`,
        [{ type: 'conv', filters: 2, kernelSize: 3, activation }, [2, 4, 4]],
      ],
    ]),
  ),
};

/** Every layer type with what is special about it. */
export const layerCases: readonly (readonly [name: string, LayerCase])[] = Object.entries(
  cases,
).map(([name, [layer, inputShape]]) => [name, { layer: layerSchema.parse(layer), inputShape }]);

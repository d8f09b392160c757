import { InputError } from '@presage/core';
import { describe, expect, test } from 'vitest';
import { networkSpecSchema, type NetworkSpecInput } from '../spec/network-spec.ts';
import { describeNetwork } from './describe-network.ts';

type Layers = NetworkSpecInput['layers'];

function describing(layers: Layers, more: Partial<NetworkSpecInput> = {}) {
  return describeNetwork(
    networkSpecSchema.parse({
      input: { width: 12, height: 8, frameRate: 5 },
      layers,
      patchSize: 4,
      warmUpFrames: 2,
      ...more,
    }),
  );
}

function refusalOf(layers: Layers, more?: Partial<NetworkSpecInput>): InputError {
  try {
    describing(layers, more);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new TypeError('the network was taken');
}

describe('a network', () => {
  test('has weights and states named by layer, with their shapes', () => {
    const facts = describing([
      { type: 'convLstm', name: 'memory', hiddenChannels: 2, kernelSize: 3, peephole: 'perPixel' },
      { type: 'conv', filters: 1, kernelSize: 1 },
    ]);
    expect(facts.parameters.map(({ name, shape }) => [name, shape])).toEqual([
      ['memory.inputWeight', [8, 1, 3, 3]],
      ['memory.hiddenWeight', [8, 2, 3, 3]],
      ['memory.bias', [8]],
      ['memory.peepholeInput', [2, 8, 12]],
      ['memory.peepholeForget', [2, 8, 12]],
      ['memory.peepholeOutput', [2, 8, 12]],
      ['conv1.weight', [1, 2, 1, 1]],
      ['conv1.bias', [1]],
    ]);
    expect(facts.states).toEqual([
      { name: 'memory.hidden', shape: [2, 8, 12] },
      { name: 'memory.cell', shape: [2, 8, 12] },
    ]);
    expect(
      facts.layers.map(({ name, outputShape, parameterCount }) => [
        name,
        outputShape,
        parameterCount,
      ]),
    ).toEqual([
      ['memory', [2, 8, 12], 72 + 144 + 8 + 3 * 192],
      ['conv1', [1, 8, 12], 3],
    ]);
    expect(facts.parameterCount).toBe(803);
    expect(facts.inputShape).toEqual([1, 8, 12]);
    expect(facts.outputShape).toEqual([1, 8, 12]);
  });

  // Shi et al. 2015, tables 1 and 2, on 16×16×16. The forecaster has the same layers, its first
  // without an input convolution, and a 1×1 convolution over all its hidden states.
  test.for([
    { hidden: [256], published: 13_524_496 },
    { hidden: [128, 128], published: 10_042_896 },
    { hidden: [128, 64, 64], published: 7_585_296 },
  ])('of ConvLSTM layers $hidden has the published number of weights', ({ hidden, published }) => {
    const { layers } = describing(
      [
        { type: 'pixelUnshuffle', factor: 4 },
        ...hidden.map((hiddenChannels) => ({
          type: 'convLstm' as const,
          hiddenChannels,
          kernelSize: 5,
          peephole: 'perChannel' as const,
        })),
        { type: 'conv', filters: 16, kernelSize: 1 },
        { type: 'pixelShuffle', factor: 4 },
      ],
      { input: { width: 64, height: 64, frameRate: 10 } },
    );
    const encoder = layers
      .filter(({ layer }) => layer.type === 'convLstm')
      .reduce((sum, { parameterCount }) => sum + parameterCount, 0);
    const missing = 4 * hidden[0]! * 16 * 25;
    const output = 16 * hidden.reduce((sum, size) => sum + size) + 16;
    expect(2 * encoder - missing + output).toBe(published);
  });

  test('of Chong & Tay (2017) has 1,068,225 weights', () => {
    const valid = { padding: 'valid', activation: 'tanh' } as const;
    const { parameterCount } = describing(
      [
        { type: 'conv', filters: 128, kernelSize: 11, stride: 4, ...valid },
        { type: 'conv', filters: 64, kernelSize: 5, stride: 2, ...valid },
        { type: 'convLstm', hiddenChannels: 64, kernelSize: 3 },
        { type: 'convLstm', hiddenChannels: 32, kernelSize: 3 },
        { type: 'convLstm', hiddenChannels: 64, kernelSize: 3 },
        { type: 'convTranspose', filters: 128, kernelSize: 5, stride: 2, ...valid },
        { type: 'convTranspose', filters: 1, kernelSize: 11, stride: 4, ...valid },
      ],
      { input: { width: 227, height: 227, frameRate: 10 } },
    );
    expect(parameterCount).toBe(1_068_225);
  });
});

describe('a network that cannot be built is refused', () => {
  const picture = { type: 'conv', filters: 1, kernelSize: 3 } as const;
  const rgb = { input: { width: 12, height: 8, format: 'rgb24', frameRate: 5 } } as const;

  test.for<[string, Layers, string, Partial<NetworkSpecInput>?]>([
    [
      'two layers of a name',
      [
        { ...picture, name: 'a' },
        { type: 'offset', name: 'a' },
      ],
      'two layers are named a; give each a name of its own',
    ],
    [
      'a name that another layer has by its place',
      [{ ...picture, name: 'offset1' }, { type: 'offset' }],
      'two layers are named offset1; give each a name of its own',
    ],
    [
      'a kernel larger than what is left',
      [picture, { type: 'conv', filters: 1, kernelSize: 9, padding: 'valid' }],
      'layer conv1 does not fit: [1, 8, 12] is too small and leaves [1, 0, 4]; make the input larger, or the kernel or tile smaller',
    ],
    [
      'a tile larger than the map',
      [{ type: 'pool', kind: 'max', size: [1, 13] }],
      'layer pool0 does not fit: [1, 8, 12] is too small and leaves [1, 8, 0]; make the input larger, or the kernel or tile smaller',
    ],
    [
      'a list for other axes than there are',
      [{ type: 'convLstm', hiddenChannels: 1, kernelSize: [3, 3, 3] }],
      'layer convLstm0 does not fit: [3, 3, 3] has 3 numbers for 2 spatial axes; give one number, or one for each axis',
    ],
    [
      'channels that do not fill a shuffle',
      [
        { type: 'conv', filters: 6, kernelSize: 1 },
        { type: 'pixelShuffle', factor: 2 },
      ],
      'layer pixelShuffle1 does not fit: 6 channels are no multiple of 4; let the layer before give such a multiple',
    ],
    [
      'sizes that do not fill an unshuffle',
      [{ type: 'pixelUnshuffle', factor: 3 }],
      'layer pixelUnshuffle0 does not fit: a size of 8 is no multiple of 3; choose a factor that divides 8 and 12',
    ],
    [
      'elements that do not fill a shape',
      [{ type: 'reshape', shape: [5, 5] }],
      'layer reshape0 does not fit: the 96 elements of [1, 8, 12] do not fill [5, 5]; give sizes whose product is the same',
    ],
    [
      'an output of another size',
      [{ ...picture, stride: 2 }],
      "it turns [1, 8, 12] into [1, 4, 6]; let the last layer give a picture of the input's size",
    ],
    [
      'an output of other channels',
      [picture],
      "it turns [3, 8, 12] into [1, 8, 12]; let the last layer give a picture of the input's size",
      rgb,
    ],
    [
      'patches larger than the picture',
      [picture],
      'patches of 9 pixels do not fit into 12×8; make patchSize smaller',
      { patchSize: 9 },
    ],
  ])('%s', ([, layers, message, more]) => {
    expect(refusalOf(layers, more)).toMatchObject({
      code: 'network-invalid',
      message: `the network cannot be built: ${message}`,
    });
  });
});

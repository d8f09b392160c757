import { InputError } from '@presage/core';
import { describe, expect, test } from 'vitest';
import { describing, type Layers, type More } from './describing.fixture.ts';

function refusalOf(layers: Layers, more?: Partial<More>): InputError {
  try {
    describing(layers, more);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new TypeError('the network was taken');
}

describe('a network that cannot be built is refused', () => {
  const picture = { type: 'conv', filters: 1, kernelSize: 3 } as const;
  const rgb = { input: { width: 12, height: 8, format: 'rgb24', frameRate: 5 } } as const;

  const memory = { type: 'convLstm', hiddenChannels: 1, kernelSize: 3 } as const;
  const last = { ...memory, returnSequences: false } as const;
  const plain = { target: 'none' } as const;

  test.for<[string, Layers, string, Partial<More>?]>([
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
      'a layer named as the input is',
      [{ ...picture, name: 'input' }],
      "a layer is named input, as the network's input is; name it otherwise",
    ],
    [
      'layers whose tensors would have one name',
      [
        {
          type: 'encoderForecaster',
          name: 'a',
          layers: [{ hiddenChannels: 1, kernelSize: 1 }],
          horizon: 1,
          filters: 1,
        },
        { ...memory, name: 'a.encoder0' },
      ],
      'two layers have a tensor named a.encoder0.inputWeight; name one of them otherwise',
    ],
    [
      'a normalisation of single numbers',
      [
        { type: 'reshape', shape: [96] },
        { type: 'normalisation', kind: 'instance' },
      ],
      'layer normalisation1 does not fit: each channel is a single number, and has no variance; choose another kind',
    ],
    [
      'groups that do not divide the channels they normalise',
      [{ type: 'normalisation', kind: 'group', groups: 2 }],
      'layer normalisation0 does not fit: kind group needs a number of groups that divides 1 channels, and got 2',
    ],
    [
      'groups of a kind that has none',
      [{ type: 'normalisation', kind: 'layer', groups: 1 }],
      'layer normalisation0 does not fit: kind layer takes no groups; leave them out, or choose kind group',
    ],
    [
      'a source that comes later, or never',
      [{ ...picture, from: 'conv1' }, picture],
      'layer conv0 takes conv1, and no layer before it is named so; there are input',
    ],
    [
      'a source of a merge that nobody is',
      [picture, { type: 'merge', kind: 'add', from: ['conv0', 'other'] }],
      'layer merge1 takes other, and no layer before it is named so; there are input, conv0',
    ],
    [
      'a layer that leads nowhere',
      [
        { ...picture, name: 'lost' },
        { ...picture, from: 'input' },
      ],
      'nothing takes the output of layer lost; leave it out, or name it in the `from` of a layer behind',
    ],
    [
      'maps of other sizes put one on the other',
      [
        { ...picture, stride: 2 },
        { type: 'merge', kind: 'concat', from: ['conv0', 'input'] },
      ],
      'layer merge1 does not fit: [1, 4, 6] and [1, 8, 12] do not go together; give it inputs of equal spatial sizes',
    ],
    [
      'a single number put on a map, which only element by element serves for all of it',
      [
        { type: 'globalPool', kind: 'max' },
        { type: 'merge', kind: 'concat', from: ['globalPool0', 'input'] },
      ],
      'layer merge1 does not fit: [1, 1, 1] and [1, 8, 12] do not go together; give it inputs of equal spatial sizes',
    ],
    [
      'maps of other sizes added',
      [
        { type: 'conv', filters: 2, kernelSize: 1 },
        { type: 'conv', filters: 3, kernelSize: 1 },
        { type: 'merge', kind: 'add', from: ['conv0', 'conv1'] },
      ],
      'layer merge2 does not fit: [2, 8, 12] and [3, 8, 12] do not go together; give it inputs of equal sizes',
    ],
    [
      'maps of other numbers of axes',
      [
        { type: 'reshape', shape: [1, 96] },
        { type: 'merge', kind: 'add', from: ['reshape0', 'input'] },
      ],
      'layer merge1 does not fit: [1, 96] and [1, 8, 12] do not go together; give it inputs of as many axes',
    ],
    [
      'groups that do not divide the channels',
      [{ type: 'conv', filters: 4, kernelSize: 1, groups: 2 }],
      'layer conv0 does not fit: 2 groups do not divide 1 channels and 4 filters; choose a number that divides both',
    ],
    [
      'padding for other axes than there are',
      [{ ...picture, padding: [1, 1] }],
      'layer conv0 does not fit: [1, 1] has 2 numbers for 2 spatial axes; give one number, or 4: all beginnings, then all ends',
    ],
    [
      'an output padding beside padding that settles the size',
      [{ type: 'convTranspose', filters: 1, kernelSize: 3, stride: 2, outputPadding: 1 }],
      'layer convTranspose0 does not fit: padding same settles the size and takes no outputPadding; give the padding in numbers',
    ],
    [
      'an output padding of the stride',
      [{ type: 'convTranspose', filters: 1, kernelSize: 3, padding: 1, outputPadding: 1 }],
      'layer convTranspose0 does not fit: an outputPadding of 1 is not less than the stride of 1; make it smaller',
    ],
    [
      'a pool with windows of padding alone',
      [{ type: 'pool', kind: 'max', size: 2, padding: 2 }],
      'layer pool0 does not fit: a padding of 2 leaves windows of 2×2 empty; make it smaller than they are',
    ],
    [
      'a crop of more than there is',
      [{ type: 'crop', cropping: 4 }],
      'layer crop0 does not fit: [1, 8, 12] is too small and leaves [1, 0, 4]; make the input larger, or the kernel or tile smaller',
    ],
    [
      'an order that forgets an axis',
      [{ type: 'permute', axes: [0, 2, 2] }],
      'layer permute0 does not fit: [0, 2, 2] is no order of the 3 axes of [1, 8, 12]; name each of 0, 1, 2 once',
    ],
    [
      'a window over channels alone',
      [{ type: 'reshape', shape: [96] }, picture],
      'layer conv1 does not fit: the map has no spatial axes; put a reshape that gives it some before',
    ],
    [
      'a slope of an activation that has none',
      [{ type: 'activation', activation: 'relu', negativeSlope: 0.2 }],
      'layer activation0 does not fit: relu takes no negativeSlope; leave it out, or choose leakyRelu',
    ],
    [
      'a slope of a convolution whose activation has none',
      [{ type: 'conv', filters: 1, kernelSize: 1, negativeSlope: 0.2 }],
      'layer conv0 does not fit: linear takes no negativeSlope; leave it out, or choose leakyRelu',
    ],
    [
      'the last frame compared with each',
      [last],
      'it gives the last frame of a sequence only, and target next compares each; set returnSequences to true, or target to none',
    ],
    [
      'a recurrent layer behind the last frame',
      [last, memory],
      'layer convLstm1 is recurrent and gets the last frame only; set returnSequences to true in the layer before',
      plain,
    ],
    [
      'each frame and the last put together',
      [last, { type: 'merge', kind: 'add', from: ['convLstm0', 'input'] }],
      'layer merge1 takes each frame from one layer and only the last from another; set returnSequences alike in both',
      plain,
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

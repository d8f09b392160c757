import { expect, test } from 'vitest';
import { z } from 'zod';
import { networkSpecSchema } from './network-spec.ts';

const written = {
  input: { width: 12, height: 8, frameRate: 5 },
  layers: [{ type: 'convLstm', hiddenChannels: 1, kernelSize: 3 }],
  patchSize: 4,
  warmUpFrames: 2,
};

function complaintsOf(spec: unknown): string {
  const { error } = networkSpecSchema.safeParse(spec);
  return error ? z.prettifyError(error) : 'none';
}

test('what is left out is filled in', () => {
  expect(networkSpecSchema.parse(written)).toEqual({
    ...written,
    input: { ...written.input, format: 'gray8' },
    layers: [
      {
        type: 'convLstm',
        hiddenChannels: 1,
        kernelSize: 3,
        stride: 1,
        padding: 'same',
        dilation: 1,
        gateActivation: 'sigmoid',
        activation: 'tanh',
        peephole: 'none',
        forgetBias: 1,
        returnSequences: true,
      },
    ],
    target: 'next',
  });
});

const arrays = {
  input: { shape: [4, 5, 3] },
  layers: [{ type: 'convLstm', hiddenChannels: 1, kernelSize: 3 }],
  target: 'none',
  warmUpFrames: 0,
};

test.for([
  ['frames', written],
  ['frames that are compared with nothing', { ...arrays, input: written.input }],
  ['arrays', arrays],
] as const)('a checked spec of %s passes again unchanged, through JSON too', ([, each]) => {
  const spec = networkSpecSchema.parse(each);
  expect(networkSpecSchema.parse(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
});

test('arrays have their channels first where nothing is said', () => {
  expect(networkSpecSchema.parse(arrays).input).toEqual({
    shape: [4, 5, 3],
    layout: 'channelsFirst',
  });
});

const layer = written.layers[0];

test.for([
  ['a key that nobody knows', { ...written, learningRate: 1 }, 'Unrecognized key: "learningRate"'],
  [
    'a layer’s key that nobody knows',
    { ...written, layers: [{ ...layer, kernel: 3 }] },
    'Unrecognized key: "kernel"\n  → at layers[0]',
  ],
  [
    'a layer type that nobody knows',
    { ...written, layers: [{ type: 'attention' }] },
    'at layers[0].type',
  ],
  ['no layers', { ...written, layers: [] }, 'at layers'],
  [
    'half a pixel',
    { ...written, input: { ...written.input, width: 12.5 } },
    'expected int, received number\n  → at input.width',
  ],
  ['a stride of 0', { ...written, layers: [{ ...layer, stride: 0 }] }, 'at layers[0].stride'],
  ['no frame rate', { ...written, input: { width: 12, height: 8 } }, 'at input.frameRate'],
  ['no object', 'network', 'expected object'],
  [
    'a patch size where nothing is compared',
    { ...written, target: 'none' },
    'Unrecognized key: "patchSize"',
  ],
  ['no patch size where frames are compared', { ...written, patchSize: undefined }, 'at patchSize'],
  [
    'arrays that are to be compared',
    { ...arrays, target: 'next' },
    'expected "none"\n  → at target',
  ],
  ['a target that nobody knows', { ...written, target: 'last' }, 'at target'],
  [
    'arrays of five axes',
    { ...arrays, input: { shape: [1, 2, 3, 4, 5] } },
    'Too big: expected array to have <=4 items\n  → at input.shape',
  ],
  [
    'arrays of no axes',
    { ...arrays, input: { shape: [] } },
    'Too small: expected array to have >=1 items\n  → at input.shape',
  ],
  [
    'a layout that nobody knows',
    { ...arrays, input: { ...arrays.input, layout: 'rows' } },
    'at input.layout',
  ],
  [
    'padding that is no padding',
    { ...written, layers: [{ ...layer, padding: 'full' }] },
    'expected "same", "valid", a whole number from 0, or all beginnings and then all ends\n  → at layers[0].padding',
  ],
  [
    'a merge of nothing',
    { ...written, layers: [{ type: 'merge', kind: 'add', from: [] }] },
    'at layers[0].from',
  ],
])('%s is refused, and the message says where', ([, spec, complaint]) => {
  expect(complaintsOf(spec)).toContain(complaint);
});

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

test('a checked spec passes again unchanged, through JSON too', () => {
  const spec = networkSpecSchema.parse(written);
  expect(networkSpecSchema.parse(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
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
])('%s is refused, and the message says where', ([, spec, complaint]) => {
  expect(complaintsOf(spec)).toContain(complaint);
});

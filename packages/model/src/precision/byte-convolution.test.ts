import { expect, it } from 'vitest';
import { onnx } from '../file/onnx.ts';
import { addByteConvolution } from './byte-convolution.ts';
import { createGraphEditor } from './graph-editor.ts';

const channels = 49;

it('gives each group of a convolution the scales of its own inputs', () => {
  const editor = createGraphEditor(onnx.GraphProto.create({}));
  const scales = Array.from({ length: channels }, (_, channel) => channel + 1);
  addByteConvolution(
    editor,
    {
      node: {},
      input: 'x',
      output: 'y',
      channels,
      kernel: { shape: [channels, 1, 1, 1], data: new Float32Array(channels).fill(64) },
      bias: new Float32Array(channels),
      strides: [1, 1],
      dilations: [1, 1],
      pads: [0, 0, 0, 0],
      groups: channels,
    },
    {
      input: { name: 'bytes', zeroPoint: 128, scales },
      output: { scale: 1, zeroPoint: 0 },
    },
  );
  const convolution = editor.nodes.find(({ opType }) => opType === 'QLinearConv')!;
  const written = editor.constants.find(({ name }) => name === convolution.input![4])!;
  // One weight a channel, 64 · its scale, is 64 of the kernel's steps.
  expect([...new Float32Array(new Uint8Array(written.rawData!).buffer)]).toEqual(scales);
});

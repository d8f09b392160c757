import type { z } from 'zod';
import type { layerSchema } from '../src/spec/layer-spec.ts';

/** A layer, and the module of PyTorch that is to give the same. */
export interface PytorchCase {
  readonly layer: z.input<typeof layerSchema>;
  /** `[channels, …spatial]`. */
  readonly inputShape: readonly number[];
  readonly module: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** PyTorch's name of each weight, by ours. */
  readonly weights?: Readonly<Record<string, string>>;
}

const biased = { weight: 'weight', bias: 'bias' };
const affine = { scale: 'weight', offset: 'bias' };
const shape = [4, 5, 6];

const modules: Readonly<Record<string, string>> = {
  sigmoid: 'Sigmoid',
  hardSigmoid: 'Hardsigmoid',
  tanh: 'Tanh',
  relu: 'ReLU',
  elu: 'ELU',
  selu: 'SELU',
  gelu: 'GELU',
  softplus: 'Softplus',
  softsign: 'Softsign',
  swish: 'SiLU',
  mish: 'Mish',
  relu6: 'ReLU6',
};

/** Layers beside PyTorch's modules, named by what is special. */
export const pytorchCases: Readonly<Record<string, PytorchCase>> = {
  'convolution, explicit padding, stride, dilation, groups': {
    layer: {
      type: 'conv',
      filters: 6,
      kernelSize: 3,
      stride: 2,
      padding: [2, 1, 2, 1],
      dilation: [1, 2],
      groups: 2,
    },
    inputShape: shape,
    module: 'Conv2d',
    arguments: {
      in_channels: 4,
      out_channels: 6,
      kernel_size: 3,
      stride: 2,
      padding: [2, 1],
      dilation: [1, 2],
      groups: 2,
    },
    weights: biased,
  },
  'convolution, 1 dimension, even kernel': {
    layer: { type: 'conv', filters: 2, kernelSize: 4, stride: 3, padding: 2 },
    inputShape: [3, 9],
    module: 'Conv1d',
    arguments: { in_channels: 3, out_channels: 2, kernel_size: 4, stride: 3, padding: 2 },
    weights: biased,
  },
  'convolution, 3 dimensions': {
    layer: { type: 'conv', filters: 2, kernelSize: [1, 3, 2], padding: [0, 1, 1, 0, 1, 1] },
    inputShape: [2, 2, 4, 3],
    module: 'Conv3d',
    arguments: { in_channels: 2, out_channels: 2, kernel_size: [1, 3, 2], padding: [0, 1, 1] },
    weights: biased,
  },
  'transposed convolution, padding and output padding': {
    layer: {
      type: 'convTranspose',
      filters: 3,
      kernelSize: 3,
      stride: 2,
      padding: 1,
      outputPadding: 1,
    },
    inputShape: shape,
    module: 'ConvTranspose2d',
    arguments: {
      in_channels: 4,
      out_channels: 3,
      kernel_size: 3,
      stride: 2,
      padding: 1,
      output_padding: 1,
    },
    weights: biased,
  },
  'transposed convolution, kernel smaller than stride': {
    layer: { type: 'convTranspose', filters: 3, kernelSize: [1, 2], stride: 3, padding: 0 },
    inputShape: shape,
    module: 'ConvTranspose2d',
    arguments: { in_channels: 4, out_channels: 3, kernel_size: [1, 2], stride: 3 },
    weights: biased,
  },
  'transposed convolution, dilated, in groups': {
    layer: {
      type: 'convTranspose',
      filters: 6,
      kernelSize: 3,
      stride: [2, 3],
      padding: [1, 2, 1, 2],
      dilation: 2,
      groups: 2,
    },
    inputShape: shape,
    module: 'ConvTranspose2d',
    arguments: {
      in_channels: 4,
      out_channels: 6,
      kernel_size: 3,
      stride: [2, 3],
      padding: [1, 2],
      dilation: 2,
      groups: 2,
    },
    weights: biased,
  },
  'transposed convolution, 1 dimension': {
    layer: { type: 'convTranspose', filters: 2, kernelSize: 4, stride: 2, padding: 1 },
    inputShape: [3, 5],
    module: 'ConvTranspose1d',
    arguments: { in_channels: 3, out_channels: 2, kernel_size: 4, stride: 2, padding: 1 },
    weights: biased,
  },
  'max pool, padded, windows that overlap': {
    layer: { type: 'pool', kind: 'max', size: 3, stride: 2, padding: 1 },
    inputShape: shape,
    module: 'MaxPool2d',
    arguments: { kernel_size: 3, stride: 2, padding: 1 },
  },
  'average pool, padded, the padding left out': {
    layer: { type: 'pool', kind: 'average', size: 3, stride: 2, padding: 1 },
    inputShape: shape,
    module: 'AvgPool2d',
    arguments: { kernel_size: 3, stride: 2, padding: 1, count_include_pad: false },
  },
  'global average pool': {
    layer: { type: 'globalPool', kind: 'average' },
    inputShape: shape,
    module: 'AdaptiveAvgPool2d',
    arguments: { output_size: 1 },
  },
  'global max pool, 1 dimension': {
    layer: { type: 'globalPool', kind: 'max' },
    inputShape: [3, 7],
    module: 'AdaptiveMaxPool1d',
    arguments: { output_size: 1 },
  },
  'upsampling, nearest': {
    layer: { type: 'upsample', factor: [2, 3] },
    inputShape: shape,
    module: 'Upsample',
    arguments: { scale_factor: [2, 3], mode: 'nearest' },
  },
  'upsampling, bilinear': {
    layer: { type: 'upsample', factor: [2, 3], interpolation: 'linear' },
    inputShape: shape,
    module: 'Upsample',
    arguments: { scale_factor: [2, 3], mode: 'bilinear', align_corners: false },
  },
  'upsampling, bilinear from corner to corner': {
    layer: { type: 'upsample', factor: [2, 3], interpolation: 'linearAligned' },
    inputShape: shape,
    module: 'Upsample',
    arguments: { scale_factor: [2, 3], mode: 'bilinear', align_corners: true },
  },
  'upsampling, trilinear from corner to corner': {
    layer: { type: 'upsample', factor: 2, interpolation: 'linearAligned' },
    inputShape: [2, 3, 2, 4],
    module: 'Upsample',
    arguments: { scale_factor: 2, mode: 'trilinear', align_corners: true },
  },
  'upsampling, linear, 1 dimension': {
    layer: { type: 'upsample', factor: 3, interpolation: 'linear' },
    inputShape: [3, 5],
    module: 'Upsample',
    arguments: { scale_factor: 3, mode: 'linear', align_corners: false },
  },
  'upsampling, trilinear': {
    layer: { type: 'upsample', factor: 2, interpolation: 'linear' },
    inputShape: [2, 3, 2, 4],
    module: 'Upsample',
    arguments: { scale_factor: 2, mode: 'trilinear', align_corners: false },
  },
  'pixel shuffle': {
    layer: { type: 'pixelShuffle', factor: 2 },
    inputShape: [8, 3, 2],
    module: 'PixelShuffle',
    arguments: { upscale_factor: 2 },
  },
  'pixel unshuffle': {
    layer: { type: 'pixelUnshuffle', factor: 2 },
    inputShape: [2, 4, 6],
    module: 'PixelUnshuffle',
    arguments: { downscale_factor: 2 },
  },
  'layer normalisation, one scale an element': {
    layer: { type: 'normalisation', kind: 'layer', affine: 'perPixel' },
    inputShape: shape,
    module: 'LayerNorm',
    arguments: { normalized_shape: shape },
    weights: affine,
  },
  'instance normalisation': {
    layer: { type: 'normalisation', kind: 'instance', epsilon: 1e-3 },
    inputShape: shape,
    module: 'InstanceNorm2d',
    arguments: { num_features: 4, eps: 1e-3, affine: true },
    weights: affine,
  },
  'group normalisation': {
    layer: { type: 'normalisation', kind: 'group', groups: 2 },
    inputShape: shape,
    module: 'GroupNorm',
    arguments: { num_groups: 2, num_channels: 4 },
    weights: affine,
  },
  'leaky ReLU of another slope': {
    layer: { type: 'activation', activation: 'leakyRelu', negativeSlope: 0.2 },
    inputShape: shape,
    module: 'LeakyReLU',
    arguments: { negative_slope: 0.2 },
  },
  'softmax over the channels': {
    layer: { type: 'activation', activation: 'softmax' },
    inputShape: shape,
    module: 'Softmax2d',
    arguments: {},
  },
  'zero padding': {
    layer: { type: 'pad', padding: [1, 0, 2, 3] },
    inputShape: shape,
    module: 'ZeroPad2d',
    // left, right, top, bottom
    arguments: { padding: [0, 3, 1, 2] },
  },
  ...Object.fromEntries(
    Object.entries(modules).map(([activation, module]): [string, PytorchCase] => [
      `activation ${activation}`,
      {
        layer: { type: 'activation', activation: activation as 'gelu' },
        inputShape: shape,
        module,
        arguments: {},
      },
    ]),
  ),
};

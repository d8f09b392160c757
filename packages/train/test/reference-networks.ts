import {
  comparingNetworkSpecSchema,
  type ActivationName,
  type LayerType,
  type ComparingNetworkSpec,
  type NetworkSpecInput,
} from '@presage/model';

type Layers = NetworkSpecInput['layers'];

/** Every activation that can be learned through, and whether it can. */
const activations = Object.entries({
  linear: true,
  sigmoid: true,
  hardSigmoid: true,
  hardSigmoidKeras2: true,
  tanh: true,
  relu: true,
  leakyRelu: true,
  swish: true,
  elu: false,
  selu: false,
  gelu: false,
  softplus: false,
  softsign: false,
  mish: false,
  relu6: false,
  exponential: false,
  softmax: false,
} satisfies Record<ActivationName, boolean>).flatMap(([name, trains]) =>
  trains ? [name as ActivationName] : [],
);

/** Every layer type that can be learned. */
export const layerTypes = Object.entries({
  conv: true,
  convTranspose: true,
  convLstm: true,
  convGru: true,
  encoderForecaster: true,
  pixelShuffle: true,
  pixelUnshuffle: true,
  pool: true,
  globalPool: true,
  upsample: false,
  pad: true,
  crop: true,
  normalisation: true,
  offset: true,
  activation: true,
  dense: true,
  reshape: true,
  permute: true,
  merge: true,
} satisfies Record<LayerType, boolean>).flatMap(([type, trains]) => (trains ? [type] : []));

const picture = { type: 'conv', filters: 1, kernelSize: 3 } as const;

const networks: Readonly<Record<string, Layers>> = {
  'convolutions, strided, dilated and uneven': [
    { type: 'conv', filters: 3, kernelSize: 3, stride: 2, activation: 'tanh' },
    { type: 'conv', filters: 2, kernelSize: [2, 4], dilation: [1, 2] },
    { type: 'conv', filters: 4, kernelSize: [1, 2], padding: 'valid' },
    { type: 'convTranspose', filters: 2, kernelSize: [1, 2], padding: 'valid' },
    { type: 'convTranspose', filters: 1, kernelSize: 5, stride: 2, activation: 'sigmoid' },
  ],
  'transposed convolution with a kernel smaller than its stride': [
    { type: 'conv', filters: 2, kernelSize: 2, stride: 2 },
    { type: 'convTranspose', filters: 1, kernelSize: 1, stride: 2 },
  ],
  'ConvLSTM between pixel unshuffle and shuffle': [
    { type: 'offset' },
    { type: 'pixelUnshuffle', factor: 2 },
    { type: 'convLstm', hiddenChannels: 3, kernelSize: 3 },
    { type: 'conv', filters: 4, kernelSize: 1 },
    { type: 'pixelShuffle', factor: 2 },
  ],
  'ConvLSTM with a peephole a channel, strided, hard gates': [
    {
      type: 'convLstm',
      hiddenChannels: 3,
      kernelSize: 3,
      stride: 2,
      peephole: 'perChannel',
      gateActivation: 'hardSigmoid',
    },
    { type: 'convTranspose', filters: 1, kernelSize: 4, stride: 2 },
  ],
  'two ConvLSTM with a peephole a pixel, dilated': [
    { type: 'convLstm', hiddenChannels: 2, kernelSize: 3, dilation: 2, peephole: 'perPixel' },
    {
      type: 'convLstm',
      hiddenChannels: 2,
      kernelSize: [3, 1],
      peephole: 'perPixel',
      activation: 'leakyRelu',
    },
    picture,
  ],
  'ConvLSTM along one axis': [
    { type: 'reshape', shape: [6, 8] },
    { type: 'convLstm', hiddenChannels: 3, kernelSize: 3, peephole: 'perPixel' },
    { type: 'conv', filters: 6, kernelSize: 2 },
    { type: 'reshape', shape: [1, 6, 8] },
  ],
  'ConvLSTM along three axes': [
    { type: 'reshape', shape: [1, 3, 2, 8] },
    { type: 'convLstm', hiddenChannels: 2, kernelSize: [2, 1, 3], peephole: 'perChannel' },
    { type: 'conv', filters: 1, kernelSize: 1 },
    { type: 'reshape', shape: [1, 6, 8] },
  ],
  'ConvGRU, strided, then one that is dilated': [
    { type: 'convGru', hiddenChannels: 3, kernelSize: 3, stride: 2 },
    { type: 'convGru', hiddenChannels: 2, kernelSize: 2, dilation: 2 },
    { type: 'convTranspose', filters: 1, kernelSize: 2, stride: 2 },
  ],
  'pools and normalisations': [
    { type: 'conv', filters: 3, kernelSize: 3, activation: 'tanh' },
    { type: 'normalisation', kind: 'instance', epsilon: 1e-3 },
    { type: 'pool', kind: 'max', size: [1, 2] },
    { type: 'conv', filters: 4, kernelSize: 3 },
    { type: 'normalisation', kind: 'layer' },
    { type: 'pool', kind: 'average', size: [2, 1] },
    { type: 'pixelShuffle', factor: 2 },
  ],
  'padding in numbers': [
    { type: 'conv', filters: 2, kernelSize: 3, padding: [2, 0, 1, 1] },
    { type: 'conv', filters: 3, kernelSize: 1, padding: 1 },
    { type: 'crop', cropping: [2, 1, 1, 0] },
    { type: 'conv', filters: 2, kernelSize: 3, stride: 2, padding: [1, 1, 0, 2] },
    { type: 'convTranspose', filters: 2, kernelSize: 3, stride: 2, padding: 1, outputPadding: 1 },
    { type: 'convTranspose', filters: 1, kernelSize: 2, dilation: 2, padding: [0, 1, 2, 1] },
    { type: 'crop', cropping: [0, 2, 1, 1] },
    { type: 'pad', padding: [1, 0, 0, 1] },
  ],
  'branches put together': [
    { type: 'conv', name: 'a', filters: 3, kernelSize: 3, activation: 'tanh' },
    { type: 'globalPool', name: 'all', kind: 'average' },
    { type: 'conv', name: 'gate', filters: 3, kernelSize: 1, activation: 'sigmoid' },
    { type: 'merge', name: 'gated', kind: 'multiply', from: ['a', 'gate'] },
    { type: 'merge', name: 'sum', kind: 'add', from: ['gated', 'gate', 'a'] },
    { type: 'conv', name: 'b', from: 'input', filters: 3, kernelSize: 1 },
    { type: 'merge', name: 'mean', kind: 'average', from: ['sum', 'b'] },
    { type: 'merge', name: 'rest', kind: 'subtract', from: ['mean', 'a'] },
    { type: 'merge', name: 'both', kind: 'concat', from: ['rest', 'b', 'input'] },
    picture,
  ],
  'axes and elements in another order': [
    { type: 'conv', filters: 2, kernelSize: 3 },
    { type: 'permute', axes: [2, 0, 1] },
    { type: 'conv', filters: 8, kernelSize: 1, activation: 'tanh' },
    { type: 'reshape', shape: [2, 6, 8], layout: 'channelsLast' },
    picture,
  ],
  'encoder and forecaster, two layers, the second prediction': [
    {
      type: 'encoderForecaster',
      layers: [
        { hiddenChannels: 3, kernelSize: 3, hiddenKernelSize: 1 },
        { hiddenChannels: 2, kernelSize: 3 },
      ],
      peephole: 'perChannel',
      horizon: 2,
      filters: 2,
    },
    picture,
  ],
  'other kernels over the hidden state, reset after the convolution': [
    { type: 'convLstm', hiddenChannels: 2, kernelSize: 3, hiddenKernelSize: 1, padding: 1 },
    {
      type: 'convGru',
      hiddenChannels: 2,
      kernelSize: 1,
      hiddenKernelSize: 3,
      candidate: 'resetAfter',
    },
    { type: 'convGru', hiddenChannels: 2, kernelSize: 3, dilation: 2, hiddenDilation: 1 },
    picture,
  ],
  'normalisation of channels, of groups and of a batch': [
    { type: 'conv', filters: 4, kernelSize: 3, activation: 'tanh' },
    { type: 'normalisation', kind: 'channel', epsilon: 0.1 },
    { type: 'normalisation', kind: 'group', groups: 2, epsilon: 0.1 },
    { type: 'normalisation', kind: 'batch' },
    { type: 'normalisation', kind: 'layer', affine: 'perPixel' },
    picture,
  ],
  'a dense bottleneck': [
    { type: 'dense', units: 4, activation: 'tanh' },
    { type: 'dense', units: 48 },
    { type: 'reshape', shape: [1, 6, 8] },
  ],
  ...Object.fromEntries(
    activations.map((activation): [string, Layers] => [
      `activation ${activation}, in a layer and on its own`,
      [
        { type: 'conv', filters: 3, kernelSize: 3, activation },
        { type: 'conv', filters: 3, kernelSize: 1 },
        { type: 'activation', activation },
        picture,
      ],
    ]),
  ),
};

const specOf = (layers: Layers, changes: Partial<NetworkSpecInput> = {}): ComparingNetworkSpec =>
  comparingNetworkSpecSchema.parse({
    input: { width: 8, height: 6, frameRate: 5 },
    layers,
    patchSize: 2,
    warmUpFrames: 1,
    ...changes,
  });

/** Small networks that hold every layer type, with what is special about it. */
export const referenceNetworks: readonly (readonly [name: string, spec: ComparingNetworkSpec])[] = [
  ...Object.entries(networks).map(([name, layers]) => [name, specOf(layers)] as const),
  [
    'colour, compared with the frame itself',
    specOf(
      [
        { type: 'convLstm', hiddenChannels: 2, kernelSize: 3 },
        { type: 'conv', filters: 3, kernelSize: 1 },
      ],
      { target: 'same', input: { width: 8, height: 6, format: 'rgb24', frameRate: 5 } },
    ),
  ],
];

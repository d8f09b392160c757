import { seededRandom } from '../../src/seeded-random.ts';
import { zeros64, type Array64 } from '../reference/array64.ts';

/** A layer as Keras would describe it, with its weights by Keras' names, in the order Keras makes them in. */
export interface CaseLayer {
  readonly type: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly weights: ReadonlyMap<string, Array64>;
  /** What TensorFlow's names pass between the layer and the weight: a recurrent layer's cell. */
  readonly cell?: string;
  /** Of `TimeDistributed`. */
  readonly wrapped?: CaseLayer;
  /** Names of the layers whose results it takes, or `in`; default: the layer before. */
  readonly from?: readonly string[];
  /** What is inside, where it is a model. */
  readonly inside?: readonly CaseLayer[];
}

/** A `Sequential` model, or a functional one where any layer says what it takes; its last layer gives the result. */
export interface KerasCase {
  /** With time in front where the model has it, without the batch; -1 is open. */
  readonly inputShape: readonly number[];
  readonly layers: readonly CaseLayer[];
}

const random = seededRandom(5);

/** Numbers around zero, different each time; the same in every run. */
export function random64(shape: readonly number[], scale = 0.5): Array64 {
  const { data } = zeros64(shape);
  // What float32 can hold, as that is what files hold.
  return { shape, data: data.map(() => Math.fround((random() - 0.5) * 2 * scale)) };
}

/** Positive numbers: variances, scales. */
export function positive64(shape: readonly number[]): Array64 {
  const { data } = random64(shape);
  return { shape, data: data.map((value) => Math.fround(Math.abs(value) + 0.5)) };
}

type Config = Readonly<Record<string, unknown>>;
const count = new Map<string, number>();

/** A layer with weights of these shapes. */
export function layerCase(
  type: string,
  config: Config,
  weights: Readonly<Record<string, readonly number[] | Array64>> = {},
): CaseLayer {
  const base = type.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  const number = (count.get(base) ?? 0) + 1;
  count.set(base, number);
  const name = `${base}_${number}`;
  const isRecurrent = /LSTM|GRU/.test(type);
  return {
    type,
    name,
    config: { name, trainable: true, dtype: 'float32', ...config },
    weights: new Map(
      Object.entries(weights).map(([own, given]) => [
        own,
        'data' in given ? given : random64(given),
      ]),
    ),
    ...(isRecurrent && { cell: `${base}_cell` }),
  };
}

/** `TimeDistributed` around a layer. */
export function eachFrame(wrapped: CaseLayer): CaseLayer {
  return { ...layerCase('TimeDistributed', {}), weights: wrapped.weights, wrapped };
}

/** A ConvLSTM layer of `rank` axes. */
export function convLstmCase(
  [inputs, filters]: readonly [number, number],
  kernel: readonly number[],
  config: Config = {},
): CaseLayer {
  const gates = 4 * filters;
  return layerCase(
    `ConvLSTM${kernel.length}D`,
    {
      filters,
      kernel_size: kernel,
      strides: kernel.map(() => 1),
      padding: 'same',
      data_format: 'channels_last',
      dilation_rate: kernel.map(() => 1),
      activation: 'tanh',
      recurrent_activation: 'sigmoid',
      use_bias: true,
      unit_forget_bias: true,
      return_sequences: true,
      return_state: false,
      go_backwards: false,
      stateful: false,
      dropout: 0.2,
      recurrent_dropout: 0,
      ...config,
    },
    {
      kernel: [...kernel, inputs, gates],
      recurrent_kernel: [...kernel, filters, gates],
      ...(config['use_bias'] === false ? {} : { bias: [gates] }),
    },
  );
}

/** A convolution layer of `rank` axes. */
export function convCase(
  [inputs, filters]: readonly [number, number],
  kernel: readonly number[],
  config: Config = {},
): CaseLayer {
  const groups = (config['groups'] as number | undefined) ?? 1;
  return layerCase(
    `Conv${kernel.length}D`,
    {
      filters,
      kernel_size: kernel,
      strides: kernel.map(() => 1),
      padding: 'valid',
      data_format: 'channels_last',
      dilation_rate: kernel.map(() => 1),
      groups,
      activation: 'linear',
      use_bias: true,
      ...config,
    },
    {
      kernel: [...kernel, inputs / groups, filters],
      ...(config['use_bias'] === false ? {} : { bias: [filters] }),
    },
  );
}

/** Batch normalisation that has learned. */
export function batchNormalisationCase(channels: number, config: Config = {}): CaseLayer {
  return layerCase(
    'BatchNormalization',
    { axis: -1, momentum: 0.99, epsilon: 1e-3, center: true, scale: true, ...config },
    {
      gamma: positive64([channels]),
      beta: [channels],
      moving_mean: [channels],
      moving_variance: positive64([channels]),
    },
  );
}

/** A transposed convolution of `rank` axes. */
export function transposedCase(
  [inputs, filters]: readonly [number, number],
  kernel: readonly number[],
  config: Config = {},
): CaseLayer {
  return layerCase(
    `Conv${kernel.length}DTranspose`,
    {
      filters,
      kernel_size: kernel,
      strides: kernel.map(() => 1),
      padding: 'same',
      output_padding: null,
      data_format: 'channels_last',
      dilation_rate: kernel.map(() => 1),
      activation: 'linear',
      use_bias: true,
      ...config,
    },
    { kernel: [...kernel, filters, inputs], bias: [filters] },
  );
}

/** A depthwise convolution, or one that goes on to 4 filters at each place; two copies of each channel. */
export function depthwiseCase(
  type: 'DepthwiseConv2D' | 'SeparableConv2D',
  inputs: number,
  config: Config = {},
): CaseLayer {
  const separable = type === 'SeparableConv2D';
  const outputs = separable ? 4 : 2 * inputs;
  return layerCase(
    type,
    {
      ...(separable && { filters: 4 }),
      kernel_size: [3, 2],
      strides: [1, 1],
      padding: 'same',
      data_format: 'channels_last',
      dilation_rate: [1, 1],
      depth_multiplier: 2,
      activation: 'linear',
      use_bias: true,
      ...config,
    },
    {
      depthwise_kernel: [3, 2, inputs, 2],
      ...(separable && { pointwise_kernel: [1, 1, 2 * inputs, 4] }),
      bias: [outputs],
    },
  );
}

export function denseCase(
  [inputs, units]: readonly [number, number],
  config: Config = {},
): CaseLayer {
  return layerCase(
    'Dense',
    { units, activation: 'linear', use_bias: true, ...config },
    { kernel: [inputs, units], bias: [units] },
  );
}

/** `LSTM` or `GRU`. */
export function recurrentCase(
  type: 'LSTM' | 'GRU',
  [inputs, units]: readonly [number, number],
  config: Config = {},
): CaseLayer {
  const gates = (type === 'LSTM' ? 4 : 3) * units;
  return layerCase(
    type,
    {
      units,
      activation: 'tanh',
      recurrent_activation: 'sigmoid',
      use_bias: true,
      return_sequences: true,
      go_backwards: false,
      ...config,
    },
    {
      kernel: [inputs, gates],
      recurrent_kernel: [units, gates],
      bias: config['reset_after'] === true ? [2, gates] : [gates],
    },
  );
}

/** A layer that takes what these layers give. */
export function taking(layer: CaseLayer, ...from: readonly (CaseLayer | 'in')[]): CaseLayer {
  return { ...layer, from: from.map((each) => (each === 'in' ? each : each.name)) };
}

/** A `Sequential` model as a layer. */
export function modelCase(inside: readonly CaseLayer[]): CaseLayer {
  return { ...layerCase('Sequential', {}), inside };
}

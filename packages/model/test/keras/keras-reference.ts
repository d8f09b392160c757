import type { Array64 } from '../reference/array64.ts';
import type { CaseLayer, KerasCase } from './keras-case.ts';
import { functionNamed } from './reference-activations.ts';
import { mapChannels, overFrames, withBias, zip } from './reference-frames.ts';
import { mapLayers } from './reference-maps.ts';
import { convLstm, gru, lstm } from './reference-recurrent.ts';
import { convolve, convTransposed, dense, depthwise, windowOf } from './reference-windows.ts';

// Keras' layers in double precision on whole sequences, channels last, from their documentation, and
// with nothing of the importer's or the spec's.

/** What a model gives for a whole input; `version`: main number of Keras. */
export function kerasReference(
  { layers }: Pick<KerasCase, 'layers'>,
  input: Array64,
  version: 2 | 3,
): Array64 {
  const given = new Map([['in', input]]);
  let before = 'in';
  for (const layer of layers) {
    const inputs = (layer.from ?? [before]).map((name) => given.get(name)!);
    given.set(
      layer.name,
      inputs.length > 1
        ? mergeReference(layer.type, inputs)
        : layerReference(layer, inputs[0]!, version),
    );
    before = layer.name;
  }
  return given.get(before)!;
}

function mergeReference(type: string, inputs: readonly Array64[]): Array64 {
  const [first, ...more] = inputs;
  const each = mergers[type];
  if (each) return more.reduce((a, b) => zip(a, b, (x, y) => each(x, y)), first!);
  const widths = inputs.map(({ shape }) => shape.at(-1)!);
  const rows = first!.data.length / widths[0]!;
  return {
    shape: [...first!.shape.slice(0, -1), widths.reduce((a, b) => a + b)],
    data: Float64Array.from(
      Array.from({ length: rows }, (_, row) =>
        inputs.flatMap(({ data }, index) =>
          Array.from(data.slice(row * widths[index]!, (row + 1) * widths[index]!)),
        ),
      ).flat(),
    ),
  };
}

const mergers: Readonly<Record<string, (x: number, y: number) => number>> = {
  Add: (x, y) => x + y,
  Subtract: (x, y) => x - y,
  Multiply: (x, y) => x * y,
  Maximum: Math.max,
};

function layerReference(layer: CaseLayer, x: Array64, version: 2 | 3): Array64 {
  const { type, config, weights, wrapped, inside } = layer;
  if (inside) return kerasReference({ layers: inside }, x, version);
  if (wrapped) return overFrames(x, (frame) => layerReference(wrapped, frame, version));
  const activation = functionNamed(config['activation'], version);
  const weight = (name: string): Array64 => weights.get(name)!;
  const bias = weights.get('bias');
  if (type.startsWith('ConvLSTM')) return convLstm(layer, x, version);
  if (type === 'LSTM') return lstm(layer, x, version);
  if (type === 'GRU') return gru(layer, x, version);
  if (/^Conv\dDTranspose$/.test(type)) {
    const kernel = weight('kernel');
    return activation(withBias(convTransposed(x, kernel, windowOf(config)), bias));
  }
  if (/^Conv\dD$/.test(type)) {
    const kernel = weight('kernel');
    const groups = (config['groups'] as number | undefined) ?? 1;
    const rank = kernel.shape.length - 2;
    const one = (map: Array64): Array64 =>
      activation(withBias(convolve(map, kernel, { ...windowOf(config), groups }), bias));
    return x.shape.length > rank + 1 ? overFrames(x, one) : one(x);
  }
  if (type === 'DepthwiseConv2D') {
    return activation(withBias(depthwise(x, weight('depthwise_kernel'), windowOf(config)), bias));
  }
  if (type === 'SeparableConv2D') {
    const between = depthwise(x, weight('depthwise_kernel'), windowOf(config));
    const plain = { strides: [1, 1], padding: 'valid', dilations: [1, 1], groups: 1 };
    return activation(withBias(convolve(between, weight('pointwise_kernel'), plain), bias));
  }
  if (type === 'Dense') return activation(withBias(dense(x, weight('kernel')), bias));
  if (type === 'BatchNormalization') {
    const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map(
      (name) => weights.get(name)?.data,
    );
    const epsilon = config['epsilon'] as number;
    return mapChannels(
      x,
      (value, c) =>
        ((value - mean![c]!) / Math.sqrt(variance![c]! + epsilon)) * (gamma?.[c] ?? 1) +
        (beta?.[c] ?? 0),
    );
  }
  if (type === 'Activation') return activation(x);
  if (type === 'Flatten') return { shape: [x.data.length], data: x.data };
  if (type === 'Reshape') return reshaped(x, config['target_shape'] as number[]);
  if (/Dropout/.test(type)) return x;
  if (type === 'GlobalAveragePooling3D' || type === 'GlobalAveragePooling1D') {
    return mapLayers['GlobalAveragePooling']!(x, config, weights);
  }
  const onMap = mapLayers[type.replace(/\dD$/, '')];
  if (onMap) return onMap(x, config, weights);
  throw new TypeError(`no reference for ${type}`);
}

function reshaped({ data }: Array64, target: readonly number[]): Array64 {
  const known = target.reduce((product, size) => (size < 0 ? product : product * size), 1);
  return { shape: target.map((size) => (size < 0 ? data.length / known : size)), data };
}

import { placeOf, positionsIn, zeros64, type Array64 } from '../reference/array64.ts';
import type { CaseLayer, KerasCase } from './keras-case.ts';
import { functionNamed } from './reference-activations.ts';
import { mapLayers } from './reference-maps.ts';

// Keras' layers in double precision on whole sequences, channels last, from their documentation, and
// with nothing of the importer's or the spec's.

type Numbers = readonly number[];

interface Window {
  readonly strides: Numbers;
  readonly padding: string;
  readonly dilations: Numbers;
  /** Of a transposed convolution: `output_padding`. */
  readonly extra?: Numbers;
}

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

function reshaped({ data }: Array64, target: Numbers): Array64 {
  const known = target.reduce((product, size) => (size < 0 ? product : product * size), 1);
  return { shape: target.map((size) => (size < 0 ? data.length / known : size)), data };
}

function windowOf(config: Readonly<Record<string, unknown>>): Window {
  const strides = config['strides'] as number[];
  const extra = config['output_padding'] as number[] | null | undefined;
  return {
    strides,
    padding: config['padding'] as string,
    dilations: (config['dilation_rate'] ?? strides.map(() => 1)) as number[],
    ...(extra && { extra }),
  };
}

/** Each entry of the first axis by itself. */
function overFrames(x: Array64, each: (frame: Array64) => Array64): Array64 {
  const frames = framesOf(x).map(each);
  return stacked(frames);
}

function framesOf({ shape, data }: Array64): Array64[] {
  const size = data.length / shape[0]!;
  return Array.from({ length: shape[0]! }, (_, index) => ({
    shape: shape.slice(1),
    data: data.slice(index * size, (index + 1) * size),
  }));
}

function stacked(frames: readonly Array64[]): Array64 {
  return {
    shape: [frames.length, ...frames[0]!.shape],
    data: Float64Array.from(frames.flatMap(({ data }) => [...data])),
  };
}

function mapChannels(
  { shape, data }: Array64,
  each: (x: number, channel: number) => number,
): Array64 {
  const channels = shape.at(-1)!;
  return { shape, data: data.map((value, index) => each(value, index % channels)) };
}

const withBias = (x: Array64, bias: Array64 | undefined): Array64 =>
  bias ? mapChannels(x, (value, channel) => value + bias.data[channel]!) : x;

/** `x`: `[…, in]`, `kernel`: `[…, in / groups, out]`. */
function convolve(
  x: Array64,
  kernel: Array64,
  { strides, padding, dilations, groups = 1 }: Window & { readonly groups?: number },
): Array64 {
  const window = kernel.shape.slice(0, -2);
  const [perGroup, outputs] = kernel.shape.slice(-2) as [number, number];
  const axes = window.map((size, axis) => {
    const length = x.shape[axis]!;
    const reach = (size - 1) * dilations[axis]! + 1;
    const steps =
      padding === 'valid'
        ? Math.ceil((length - reach + 1) / strides[axis]!)
        : Math.ceil(length / strides[axis]!);
    const total = Math.max((steps - 1) * strides[axis]! + reach - length, 0);
    return { steps, before: padding === 'valid' ? 0 : Math.floor(total / 2) };
  });
  const y = zeros64([...axes.map(({ steps }) => steps), outputs]);
  for (const [index, position] of positionsIn(y.shape).entries()) {
    const output = position.at(-1)!;
    const group = Math.floor(output / (outputs / groups));
    for (const offset of positionsIn(window)) {
      const at = axes.map(
        ({ before }, axis) =>
          position[axis]! * strides[axis]! + offset[axis]! * dilations[axis]! - before,
      );
      for (let channel = 0; channel < perGroup; channel += 1) {
        const from = placeOf(x.shape, [...at, group * perGroup + channel]);
        if (from === undefined) continue;
        const weight = kernel.data[placeOf(kernel.shape, [...offset, channel, output])!]!;
        y.data[index]! += weight * x.data[from]!;
      }
    }
  }
  return y;
}

/** The way back of a convolution whose output is `x`; `kernel`: `[…, out, in]`. */
function convTransposed(x: Array64, kernel: Array64, options: Window): Array64 {
  const { strides, padding, extra } = options;
  const window = kernel.shape.slice(0, -2);
  const [outputs, inputs] = kernel.shape.slice(-2) as [number, number];
  const axes = window.map((size, axis) => {
    const length = x.shape[axis]!;
    const stride = strides[axis]!;
    const cut = padding === 'valid' ? 0 : 2 * Math.floor(size / 2);
    const full = extra
      ? (length - 1) * stride + size - cut + extra[axis]!
      : length * stride + (padding === 'valid' ? Math.max(size - stride, 0) : 0);
    // The convolution that goes from `full` to `length` pads so much.
    const total = Math.max((length - 1) * stride + size - full, 0);
    return { full, before: Math.floor(total / 2) };
  });
  const y = zeros64([...axes.map(({ full }) => full), outputs]);
  for (const position of positionsIn(x.shape.slice(0, -1))) {
    for (const offset of positionsIn(window)) {
      const at = axes.map(
        ({ before }, axis) => position[axis]! * strides[axis]! + offset[axis]! - before,
      );
      for (let output = 0; output < outputs; output += 1) {
        const to = placeOf(y.shape, [...at, output]);
        if (to === undefined) continue;
        for (let input = 0; input < inputs; input += 1) {
          y.data[to]! +=
            kernel.data[placeOf(kernel.shape, [...offset, output, input])!]! *
            x.data[placeOf(x.shape, [...position, input])!]!;
        }
      }
    }
  }
  return y;
}

function depthwise(x: Array64, kernel: Array64, window: Window): Array64 {
  const [channels, multiplier] = kernel.shape.slice(-2) as [number, number];
  const spread = zeros64([...kernel.shape.slice(0, -2), channels, channels * multiplier]);
  for (const position of positionsIn(kernel.shape)) {
    const [channel, copy] = position.slice(-2) as [number, number];
    const to = [...position.slice(0, -2), channel, channel * multiplier + copy];
    spread.data[placeOf(spread.shape, to)!] = kernel.data[placeOf(kernel.shape, position)!]!;
  }
  return convolve(x, spread, window);
}

function dense(x: Array64, kernel: Array64): Array64 {
  const [inputs, units] = kernel.shape as [number, number];
  const rows = x.data.length / inputs;
  const y = zeros64([...x.shape.slice(0, -1), units]);
  for (let row = 0; row < rows; row += 1) {
    for (let input = 0; input < inputs; input += 1) {
      for (let unit = 0; unit < units; unit += 1) {
        y.data[row * units + unit]! +=
          x.data[row * inputs + input]! * kernel.data[input * units + unit]!;
      }
    }
  }
  return y;
}

/** Equal parts along the last axis. */
function parts({ shape, data }: Array64, count: number): Array64[] {
  const last = shape.at(-1)!;
  const each = last / count;
  return Array.from({ length: count }, (_, part) => ({
    shape: [...shape.slice(0, -1), each],
    data: data.filter((_value, index) => Math.floor((index % last) / each) === part),
  }));
}

const zip = (a: Array64, b: Array64, f: (x: number, y: number) => number): Array64 => ({
  shape: a.shape,
  data: a.data.map((value, index) => f(value, b.data[index]!)),
});
const plus = (a: Array64, b: Array64): Array64 => zip(a, b, (x, y) => x + y);
const times = (a: Array64, b: Array64): Array64 => zip(a, b, (x, y) => x * y);

/** Keras' four gates in its order: input, forget, candidate, output. */
function unrolled(
  { config }: CaseLayer,
  inputs: readonly Array64[],
  { version, onHidden }: { readonly version: 2 | 3; onHidden(hidden: Array64): Array64 },
): Array64 {
  const open = functionNamed(config['recurrent_activation'], version);
  const squash = functionNamed(config['activation'], version);
  const state = zeros64(parts(inputs[0]!, 4)[0]!.shape);
  let [hidden, cell] = [state, state];
  const outputs = inputs.map((fromInput) => {
    const [i, f, c, o] = parts(plus(fromInput, onHidden(hidden)), 4);
    cell = plus(times(open(f!), cell), times(open(i!), squash(c!)));
    hidden = times(open(o!), squash(cell));
    return hidden;
  });
  return config['return_sequences'] === true ? stacked(outputs) : outputs.at(-1)!;
}

function convLstm(layer: CaseLayer, x: Array64, version: 2 | 3): Array64 {
  const { config, weights } = layer;
  const kernel = weights.get('kernel')!;
  const inputs = framesOf(x).map((frame) =>
    withBias(convolve(frame, kernel, windowOf(config)), weights.get('bias')),
  );
  const ones = (config['strides'] as number[]).map(() => 1);
  const plain = { strides: ones, padding: 'same', dilations: ones };
  const onHidden = (hidden: Array64): Array64 =>
    convolve(hidden, weights.get('recurrent_kernel')!, plain);
  return unrolled(layer, inputs, { version, onHidden });
}

function lstm(layer: CaseLayer, x: Array64, version: 2 | 3): Array64 {
  const { weights } = layer;
  const inputs = framesOf(x).map((frame) =>
    withBias(dense(frame, weights.get('kernel')!), weights.get('bias')),
  );
  const onHidden = (hidden: Array64): Array64 => dense(hidden, weights.get('recurrent_kernel')!);
  return unrolled(layer, inputs, { version, onHidden });
}

/** Gates in the order update, reset, candidate; the update gate keeps the old state. */
function gru({ config, weights }: CaseLayer, x: Array64, version: 2 | 3): Array64 {
  const open = functionNamed(config['recurrent_activation'], version);
  const squash = functionNamed(config['activation'], version);
  const after = config['reset_after'] === true;
  const [kernel, recurrent, bias] = ['kernel', 'recurrent_kernel', 'bias'].map((name) =>
    weights.get(name)!,
  );
  const [onInput, onState] = after ? framesOf(bias!) : [bias!, zeros64(bias!.shape)];
  const [zWeight, rWeight, nWeight] = parts(recurrent!, 3);
  const [zBias, rBias, nBias] = parts(onState!, 3);
  let hidden = zeros64([recurrent!.shape[0]!]);
  const outputs = framesOf(x).map((frame) => {
    const [zIn, rIn, nIn] = parts(withBias(dense(frame, kernel!), onInput), 3);
    const z = open(plus(zIn!, withBias(dense(hidden, zWeight!), zBias)));
    const r = open(plus(rIn!, withBias(dense(hidden, rWeight!), rBias)));
    const fromHidden = after
      ? times(r, withBias(dense(hidden, nWeight!), nBias))
      : dense(times(r, hidden), nWeight!);
    const n = squash(plus(nIn!, fromHidden));
    hidden = plus(
      times(z, hidden),
      zip(z, n, (keep, next) => (1 - keep) * next),
    );
    return hidden;
  });
  return config['return_sequences'] === true ? stacked(outputs) : outputs.at(-1)!;
}

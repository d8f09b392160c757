import type { LayerOf, LayerSpec } from '../../src/spec/layer-spec.ts';
import type { Borders } from '../../src/spec/sizes.ts';
import { activate64 } from './activate64.ts';
import { map64, placeOf, positionsIn, zip64, zeros64, type Array64 } from './array64.ts';
import { convolve, onAxis, spread, windowAxes } from './convolve.ts';
import { convGruStep, convLstmStep, encoderForecasterStep } from './recurrent-step.ts';

/** Tensors by their names within the layer. */
export type Named64 = ReadonlyMap<string, Array64>;

export interface ReferenceInput {
  /** One frame of one stream: `[channels, …]`. */
  readonly x: Array64;
  readonly weights: Named64;
  /** Before the frame. */
  readonly states: Named64;
}

export interface ReferenceOutput {
  readonly y: Array64;
  /** After the frame. */
  readonly states: Named64;
}

/** What a layer makes of one frame, straight from its equations. `more`: the other inputs of a merge. */
export function referenceLayer(
  layer: LayerSpec,
  input: ReferenceInput,
  more: readonly Array64[] = [],
): ReferenceOutput {
  if (layer.type === 'convLstm') return convLstmStep(layer, input);
  if (layer.type === 'convGru') return convGruStep(layer, input);
  if (layer.type === 'encoderForecaster') return encoderForecasterStep(layer, input);
  if (layer.type === 'merge') return { y: merge(layer, [input.x, ...more]), states: input.states };
  return { y: stateless(layer, input), states: input.states };
}

type Stateless = Exclude<LayerSpec['type'], 'convLstm' | 'convGru' | 'encoderForecaster' | 'merge'>;

function stateless(layer: LayerOf<Stateless>, { x, weights }: ReferenceInput): Array64 {
  const weight = (name: string): Array64 => weights.get(name)!;
  const biased = (y: Array64): Array64 => {
    const bias = { ...weight('bias'), shape: y.shape.map((size, axis) => (axis ? 1 : size)) };
    return zip64(y, bias, (a, b) => a + b);
  };
  switch (layer.type) {
    case 'conv':
      return activate64(
        biased(convolve(x, weight('weight'), layer)),
        layer.activation,
        layer.negativeSlope,
      );
    case 'convTranspose':
      return activate64(
        biased(spread(x, weight('weight'), layer)),
        layer.activation,
        layer.negativeSlope,
      );
    case 'dense': {
      const kernel = weight('weight');
      const y = zeros64([layer.units, ...x.shape.slice(1).map(() => 1)]);
      for (const [index, [input, unit]] of positionsIn(kernel.shape).entries()) {
        y.data[unit!]! += kernel.data[index]! * x.data[input!]!;
      }
      return activate64(biased(y), layer.activation, layer.negativeSlope);
    }
    case 'pool':
      return pool(x, layer);
    case 'globalPool':
      return pool(x, { ...layer, type: 'pool', size: x.shape.slice(1), padding: 'valid' });
    case 'upsample':
      return upsample(x, layer);
    case 'pixelShuffle':
      return shuffle(x, layer.factor);
    case 'pixelUnshuffle':
      return unshuffle(x, layer.factor);
    case 'pad':
      return moved(x, borders(layer.padding, x.shape.length - 1), 1);
    case 'crop':
      return moved(x, borders(layer.cropping, x.shape.length - 1), -1);
    case 'normalisation':
      return zip64(
        zip64(normal(x, layer), weight('scale'), (a, b) => a * b),
        weight('offset'),
        (a, b) => a + b,
      );
    case 'offset':
      return zip64(x, weight('offset'), (a, b) => a + b);
    case 'activation':
      return activate64(x, layer.activation, layer.negativeSlope);
    case 'reshape':
      return reshaped(x, layer);
    case 'permute':
      return permuted(x, layer.axes);
    default:
      return layer satisfies never;
  }
}

function pool(x: Array64, { kind, size, stride = size, padding }: LayerOf<'pool'>): Array64 {
  const [channels, ...sizes] = x.shape;
  const window = sizes.map((_, axis) => onAxis(size, axis));
  const axes = windowAxes(sizes, window, { stride, padding });
  const y = zeros64([channels!, ...axes.map(({ length }) => length)]);
  for (const [index, [channel, ...place]] of positionsIn(y.shape).entries()) {
    const found = positionsIn(window).flatMap((offset) => {
      const from = axes.map(
        (each, axis) => place[axis]! * each.stride + offset[axis]! - each.before,
      );
      const source = placeOf(x.shape, [channel!, ...from]);
      return source === undefined ? [] : [x.data[source]!];
    });
    y.data[index] =
      kind === 'max' ? Math.max(...found) : found.reduce((a, b) => a + b) / found.length;
  }
  return y;
}

/** Sampled one axis after the other; beyond the border is the border's element. */
function upsample(x: Array64, { factor, interpolation }: LayerOf<'upsample'>): Array64 {
  return x.shape.slice(1).reduce((y, size, axis) => {
    const times = onAxis(factor, axis);
    const z = zeros64(y.shape.map((each, index) => (index === axis + 1 ? size * times : each)));
    for (const [index, position] of positionsIn(z.shape).entries()) {
      const element = (place: number): number => {
        const inside = Math.min(Math.max(place, 0), size - 1);
        return y.data[placeOf(y.shape, position.with(axis + 1, inside))!]!;
      };
      const centre =
        interpolation === 'linearAligned'
          ? (position[axis + 1]! * (size - 1)) / Math.max(size * times - 1, 1)
          : (position[axis + 1]! + 0.5) / times - 0.5;
      const low = Math.floor(centre);
      const far = centre - low;
      z.data[index] =
        interpolation === 'nearest'
          ? element(Math.floor(position[axis + 1]! / times))
          : (1 - far) * element(low) + far * element(low + 1);
    }
    return z;
  }, x);
}

function borders(value: Borders, rank: number): readonly number[] {
  return typeof value === 'number' ? Array.from({ length: 2 * rank }, () => value) : value;
}

/** Borders of zeros put on (`sign` 1) or taken off (−1). */
function moved({ shape, data }: Array64, sizes: readonly number[], sign: 1 | -1): Array64 {
  const rank = shape.length - 1;
  const y = zeros64([
    shape[0]!,
    ...shape.slice(1).map((size, axis) => size + sign * (sizes[axis]! + sizes[axis + rank]!)),
  ]);
  for (const [index, [channel, ...place]] of positionsIn(y.shape).entries()) {
    const source = placeOf(shape, [channel!, ...place.map((to, axis) => to - sign * sizes[axis]!)]);
    if (source !== undefined) y.data[index] = data[source]!;
  }
  return y;
}

/** Axis `i` of the result is axis `axes[i]` of `x`. */
export function permuted(x: Array64, axes: readonly number[]): Array64 {
  const y = zeros64(axes.map((axis) => x.shape[axis]!));
  for (const [index, position] of positionsIn(y.shape).entries()) {
    const from = x.shape.map((_, axis) => position[axes.indexOf(axis)]!);
    y.data[index] = x.data[placeOf(x.shape, from)!]!;
  }
  return y;
}

function reshaped(x: Array64, { shape, layout }: LayerOf<'reshape'>): Array64 {
  if (layout === 'channelsFirst') return { shape, data: x.data };
  const last = [...x.shape.keys()].slice(1);
  const { data } = permuted(x, [...last, 0]);
  const axes = shape.map((_, axis) => (axis === 0 ? shape.length - 1 : axis - 1));
  return permuted({ shape: [...shape.slice(1), shape[0]!], data }, axes);
}

function merge({ kind }: LayerOf<'merge'>, inputs: readonly Array64[]): Array64 {
  if (kind === 'concat') {
    return {
      shape: [inputs.reduce((sum, { shape }) => sum + shape[0]!, 0), ...inputs[0]!.shape.slice(1)],
      data: Float64Array.from(inputs.flatMap(({ data }) => [...data])),
    };
  }
  const y = zeros64(
    inputs[0]!.shape.map((_, axis) => Math.max(...inputs.map((x) => x.shape[axis]!))),
  );
  const full = inputs.map((x) => zip64(y, x, (_, value) => value));
  const combine: Record<typeof kind, (values: readonly number[]) => number> = {
    add: (values) => values.reduce((a, b) => a + b),
    subtract: (values) => values.reduce((a, b) => a - b),
    multiply: (values) => values.reduce((a, b) => a * b),
    average: (values) => values.reduce((a, b) => a + b) / values.length,
    maximum: (values) => Math.max(...values),
    minimum: (values) => Math.min(...values),
  };
  return map64(y, (_, index) => combine[kind](full.map(({ data }) => data[index]!)));
}

/** Shi et al. 2016, eq. 4, with the channel outermost, as PyTorch and ONNX (CRD) have it. */
function shuffle(x: Array64, factor: number): Array64 {
  const [channels, ...sizes] = x.shape;
  const y = zeros64([channels! / factor ** sizes.length, ...sizes.map((size) => size * factor)]);
  for (const [index, [channel, ...place]] of positionsIn(y.shape).entries()) {
    const within = place.reduce((sum, at) => sum * factor + (at % factor), 0);
    const from = [
      channel! * factor ** sizes.length + within,
      ...place.map((at) => Math.floor(at / factor)),
    ];
    y.data[index] = x.data[placeOf(x.shape, from)!]!;
  }
  return y;
}

function unshuffle(x: Array64, factor: number): Array64 {
  const [channels, ...sizes] = x.shape;
  const y = zeros64([channels! * factor ** sizes.length, ...sizes.map((size) => size / factor)]);
  for (const [index, [channel, ...place]] of positionsIn(x.shape).entries()) {
    const within = place.reduce((sum, at) => sum * factor + (at % factor), 0);
    const to = [
      channel! * factor ** sizes.length + within,
      ...place.map((at) => Math.floor(at / factor)),
    ];
    y.data[placeOf(y.shape, to)!] = x.data[index]!;
  }
  return y;
}

function normal(x: Array64, { kind, groups = 1, epsilon }: LayerOf<'normalisation'>): Array64 {
  if (kind === 'batch') return x;
  const places = x.data.length / x.shape[0]!;
  /** Which elements share their mean and variance. */
  const groupOf = (index: number): number => {
    if (kind === 'layer') return 0;
    if (kind === 'group') return Math.floor(index / (x.data.length / groups));
    return kind === 'instance' ? Math.floor(index / places) : index % places;
  };
  const sharing = Map.groupBy(x.data.keys(), groupOf);
  const data = new Float64Array(x.data.length);
  for (const indices of sharing.values()) {
    const values = indices.map((index) => x.data[index]!);
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    for (const index of indices)
      data[index] = (x.data[index]! - mean) / Math.sqrt(variance + epsilon);
  }
  return { shape: x.shape, data };
}

import { placeOf, positionsIn, zeros64, type Array64 } from '../reference/array64.ts';

// Layers without weights of their own, or with one number for each element, on one frame `[…, channels]`.

type Config = Readonly<Record<string, unknown>>;
type Pairs = readonly (readonly [number, number])[];
type MapLayer = (x: Array64, config: Config, weights: ReadonlyMap<string, Array64>) => Array64;

/** By the beginning of the layer's type, without its number of axes. */
export const mapLayers: Readonly<Record<string, MapLayer>> = {
  MaxPooling: (x, config) => pooled(x, config, (values) => Math.max(...values)),
  AveragePooling: (x, config) => pooled(x, config, mean),
  GlobalAveragePooling: (x) => perChannel(x, mean),
  GlobalMaxPooling: (x) => perChannel(x, (values) => Math.max(...values)),
  UpSampling: (x, config) => {
    const size = config['size'] as number[];
    if (config['interpolation'] === 'bilinear') return bilinear(x, size);
    const shape = x.shape.map((each, axis) => each * (size[axis] ?? 1));
    return gathered(x, shape, (position) =>
      position.map((at, axis) => Math.floor(at / (size[axis] ?? 1))),
    );
  },
  ZeroPadding: (x, config) => {
    const pairs = config['padding'] as Pairs;
    const shape = x.shape.map((each, axis) => each + sumOf(pairs[axis]));
    return gathered(x, shape, (position) => shifted(position, pairs, -1));
  },
  Cropping: (x, config) => {
    const pairs = config['cropping'] as Pairs;
    const shape = x.shape.map((each, axis) => each - sumOf(pairs[axis]));
    return gathered(x, shape, (position) => shifted(position, pairs, 1));
  },
  Permute: (x, config) => {
    const dims = config['dims'] as number[];
    const shape = dims.map((dim) => x.shape[dim - 1]!);
    return gathered(x, shape, (position) =>
      x.shape.map((_, axis) => position[dims.indexOf(axis + 1)]!),
    );
  },
  LayerNormalization: layerNormalised,
  GroupNormalization: (x, config, weights) => {
    const channels = x.shape.at(-1)!;
    const all = config['groups'] === 1;
    const rows = all ? [...x.data] : [];
    const of = (channel: number): number[] =>
      all ? rows : [...x.data].filter((_value, index) => index % channels === channel);
    const data = x.data.map((value, index) => {
      const group = of(index % channels);
      const centre = mean(group);
      const variance = mean(group.map((each) => (each - centre) ** 2));
      const normal = (value - centre) / Math.sqrt(variance + (config['epsilon'] as number));
      const [gamma, beta] = [weights.get('gamma')!, weights.get('beta')!];
      return normal * gamma.data[index % channels]! + beta.data[index % channels]!;
    });
    return { shape: x.shape, data };
  },
  PReLU: (x, _config, weights) => {
    const alpha = weights.get('alpha')!;
    const data = positionsIn(x.shape).map((position, index) => {
      const at = position.map((each, axis) => (alpha.shape[axis] === 1 ? 0 : each));
      const value = x.data[index]!;
      return value < 0 ? alpha.data[placeOf(alpha.shape, at)!]! * value : value;
    });
    return { shape: x.shape, data: Float64Array.from(data) };
  },
  ReLU: (x, config) => {
    const most = (config['max_value'] ?? Infinity) as number;
    return { shape: x.shape, data: x.data.map((value) => Math.min(most, Math.max(0, value))) };
  },
  Rescaling: (x, config) => ({
    shape: x.shape,
    data: x.data.map((value) => value * (config['scale'] as number) + (config['offset'] as number)),
  }),
};

/** Between the centres of the old elements; outside of those the last one goes on. */
function bilinear(x: Array64, size: readonly number[]): Array64 {
  return size.reduce((map, factor, axis) => {
    const length = map.shape[axis]!;
    const shape = map.shape.map((each, index) => (index === axis ? each * factor : each));
    const data = positionsIn(shape).map((position) => {
      const at = Math.min(Math.max((position[axis]! + 0.5) / factor - 0.5, 0), length - 1);
      const below = Math.floor(at);
      const value = (place: number): number =>
        map.data[placeOf(map.shape, position.with(axis, Math.min(place, length - 1)))!]!;
      return value(below) * (1 - (at - below)) + value(below + 1) * (at - below);
    });
    return { shape, data: Float64Array.from(data) };
  }, x);
}

const mean = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b, 0) / values.length;
const sumOf = (pair: readonly [number, number] | undefined): number =>
  pair ? pair[0] + pair[1] : 0;

function shifted(position: readonly number[], pairs: Pairs, sign: number): number[] {
  return position.map((at, axis) => at + sign * (pairs[axis]?.[0] ?? 0));
}

/** Each element from somewhere in `x`, zero from outside. */
function gathered(
  x: Array64,
  shape: readonly number[],
  from: (position: readonly number[]) => readonly number[],
): Array64 {
  const data = positionsIn(shape).map((position) => {
    const place = placeOf(x.shape, from(position));
    return place === undefined ? 0 : x.data[place]!;
  });
  return { shape, data: Float64Array.from(data) };
}

function perChannel(x: Array64, one: (values: readonly number[]) => number): Array64 {
  const channels = x.shape.at(-1)!;
  const data = Array.from({ length: channels }, (_, channel) =>
    one([...x.data].filter((_value, index) => index % channels === channel)),
  );
  return { shape: [channels], data: Float64Array.from(data) };
}

/** What is outside the map is in no window. */
function pooled(x: Array64, config: Config, one: (values: readonly number[]) => number): Array64 {
  const size = config['pool_size'] as number[];
  const strides = (config['strides'] ?? size) as number[];
  const axes = size.map((each, axis) => {
    const length = x.shape[axis]!;
    if (config['padding'] !== 'same') {
      return { steps: Math.floor((length - each) / strides[axis]!) + 1, before: 0 };
    }
    const steps = Math.ceil(length / strides[axis]!);
    const total = Math.max((steps - 1) * strides[axis]! + each - length, 0);
    return { steps, before: Math.floor(total / 2) };
  });
  const y = zeros64([...axes.map(({ steps }) => steps), x.shape.at(-1)!]);
  for (const [index, position] of positionsIn(y.shape).entries()) {
    const values = positionsIn(size).flatMap((offset) => {
      const at = axes.map(
        ({ before }, axis) => position[axis]! * strides[axis]! + offset[axis]! - before,
      );
      const place = placeOf(x.shape, [...at, position.at(-1)!]);
      return place === undefined ? [] : [x.data[place]!];
    });
    y.data[index] = one(values);
  }
  return y;
}

/** Over the axes of one frame that the configuration names, counted from the end. */
function layerNormalised(
  x: Array64,
  config: Config,
  weights: ReadonlyMap<string, Array64>,
): Array64 {
  const axes = [config['axis'] as number | number[]].flat().map((axis) => axis + x.shape.length);
  const positions = positionsIn(x.shape);
  const groupOf = (position: readonly number[]): string =>
    position.filter((_, axis) => !axes.includes(axis)).join();
  const groups = new Map<string, number[]>();
  for (const [index, position] of positions.entries()) {
    const group = groups.get(groupOf(position)) ?? [];
    group.push(x.data[index]!);
    groups.set(groupOf(position), group);
  }
  const gamma = weights.get('gamma')!;
  const beta = weights.get('beta')!;
  const data = positions.map((position, index) => {
    const group = groups.get(groupOf(position))!;
    const centre = mean(group);
    const variance = mean(group.map((value) => (value - centre) ** 2));
    const at = placeOf(
      gamma.shape,
      axes.map((axis) => position[axis]!),
    )!;
    const normal = (x.data[index]! - centre) / Math.sqrt(variance + (config['epsilon'] as number));
    return normal * gamma.data[at]! + beta.data[at]!;
  });
  return { shape: x.shape, data: Float64Array.from(data) };
}

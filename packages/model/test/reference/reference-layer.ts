import type { LayerOf, LayerSpec } from '../../src/spec/layer-spec.ts';
import { activate64 } from './activate64.ts';
import { map64, placeOf, positionsIn, zip64, zeros64, type Array64 } from './array64.ts';
import { convolve, spread } from './convolve.ts';
import { convGruStep, convLstmStep } from './recurrent-step.ts';

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

/** What a layer makes of one frame, straight from its equations. */
export function referenceLayer(layer: LayerSpec, input: ReferenceInput): ReferenceOutput {
  if (layer.type === 'convLstm') return convLstmStep(layer, input);
  if (layer.type === 'convGru') return convGruStep(layer, input);
  return { y: stateless(layer, input), states: input.states };
}

function stateless(
  layer: Exclude<LayerSpec, LayerOf<'convLstm'> | LayerOf<'convGru'>>,
  { x, weights }: ReferenceInput,
): Array64 {
  const weight = (name: string): Array64 => weights.get(name)!;
  const biased = (y: Array64): Array64 => {
    const bias = { ...weight('bias'), shape: y.shape.map((size, axis) => (axis ? 1 : size)) };
    return zip64(y, bias, (a, b) => a + b);
  };
  switch (layer.type) {
    case 'conv':
      return activate64(biased(convolve(x, weight('weight'), layer)), layer.activation);
    case 'convTranspose':
      return activate64(biased(spread(x, weight('weight'), layer)), layer.activation);
    case 'dense': {
      const kernel = weight('weight');
      const y = zeros64([layer.units, ...x.shape.slice(1).map(() => 1)]);
      for (const [index, [input, unit]] of positionsIn(kernel.shape).entries()) {
        y.data[unit!]! += kernel.data[index]! * x.data[input!]!;
      }
      return activate64(biased(y), layer.activation);
    }
    case 'pool':
      return pool(x, layer);
    case 'pixelShuffle':
      return shuffle(x, layer.factor);
    case 'pixelUnshuffle':
      return unshuffle(x, layer.factor);
    case 'normalisation':
      return zip64(
        zip64(normal(x, layer), weight('scale'), (a, b) => a * b),
        weight('offset'),
        (a, b) => a + b,
      );
    case 'offset':
      return zip64(x, weight('offset'), (a, b) => a + b);
    case 'activation':
      return activate64(x, layer.activation);
    case 'reshape':
      return { shape: layer.shape, data: x.data };
    default:
      return layer satisfies never;
  }
}

function pool(x: Array64, { kind, size }: LayerOf<'pool'>): Array64 {
  const [channels, ...sizes] = x.shape;
  const tile = sizes.map((_, axis) => (typeof size === 'number' ? size : size[axis]!));
  const y = zeros64([channels!, ...sizes.map((all, axis) => Math.floor(all / tile[axis]!))]);
  for (const [index, [channel, ...place]] of positionsIn(y.shape).entries()) {
    const found = positionsIn(tile).map((offset) => {
      const from = offset.map((add, axis) => place[axis]! * tile[axis]! + add);
      return x.data[placeOf(x.shape, [channel!, ...from])!]!;
    });
    y.data[index] =
      kind === 'max' ? Math.max(...found) : found.reduce((a, b) => a + b) / found.length;
  }
  return y;
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

function normal(x: Array64, { kind, epsilon }: LayerOf<'normalisation'>): Array64 {
  const groups = kind === 'layer' ? 1 : x.shape[0]!;
  const length = x.data.length / groups;
  const data = Array.from({ length: groups }, (_, group) => {
    const part = x.data.subarray(group * length, (group + 1) * length);
    const mean = part.reduce((a, b) => a + b) / length;
    const variance = part.reduce((sum, value) => sum + (value - mean) ** 2, 0) / length;
    return map64(
      { shape: [length], data: part },
      (value) => (value - mean) / Math.sqrt(variance + epsilon),
    );
  });
  return { shape: x.shape, data: Float64Array.from(data.flatMap((part) => [...part.data])) };
}

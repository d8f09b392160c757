import { elementCount } from '../src/graph/value.ts';
import { describeLayer } from '../src/layers/lower-layer.ts';
import { describeNetwork } from '../src/lower/describe-network.ts';
import { layerSchema, type LayerSpec } from '../src/spec/layer-spec.ts';
import { networkSpecSchema } from '../src/spec/network-spec.ts';
import { randomWeights } from './random-weights.ts';
import type { Network } from './run-network.ts';

export interface RandomNetwork {
  /** Spatial axes of the input. */
  readonly rank: number;
  readonly layout: 'channelsFirst' | 'channelsLast';
  /** Layers tried; those that do not fit are left out. */
  readonly layerCount: number;
  readonly random: () => number;
}

interface Source {
  readonly name: string;
  readonly shape: readonly number[];
}

/** More elements than this take a reference too long. */
const largest = 400;

/**
 * A network of layers of all types that branches at random. What leads nowhere is flattened and put
 * together at the end, so that everything counts.
 */
export function randomNetwork({ rank, layout, layerCount, random }: RandomNetwork): Network {
  const upTo = (highest: number): number => 1 + Math.floor(highest * random());
  const map = [upTo(3), ...Array.from({ length: rank }, () => 1 + upTo(rank === 3 ? 2 : 4))];
  const sources: Source[] = [{ name: 'input', shape: map }];
  const used = new Set<string>();
  const layers: LayerSpec[] = [];
  const put = (layer: LayerSpec, shape: readonly number[]): void => {
    const name = `l${layers.length}`;
    layers.push({ ...layer, name });
    sources.push({ name, shape });
    for (const from of [layer.from ?? []].flat()) used.add(from);
  };

  for (let tried = 0; tried < layerCount; tried += 1) {
    // Mostly the last one, so that the network gets deep.
    const at = random() < 0.7 ? sources.length - 1 : Math.floor(random() * sources.length);
    const { name, shape } = sources[at]!;
    const alike = sources.filter((other) => other.shape.join() === shape.join());
    const layer = randomLayer({ shape, random, upTo, alike: alike.map((other) => other.name) });
    if (layer.type !== 'merge') Object.assign(layer, { from: name });
    const more = layer.type === 'merge' ? layer.from.slice(1).map(() => shape) : [];
    const outputShape = fitting(layer, shape, more);
    if (outputShape && elementCount(outputShape) <= largest) put(layer, outputShape);
  }
  const loose = sources.slice(1).filter(({ name }) => !used.has(name));
  if (loose.length > 1) {
    for (const { name, shape } of loose)
      put(layerSchema.parse({ type: 'reshape', from: name, shape: [elementCount(shape)] }), [
        elementCount(shape),
      ]);
    const from = sources.slice(-loose.length);
    const channels = from.reduce((sum, { shape }) => sum + shape[0]!, 0);
    put(layerSchema.parse({ type: 'merge', kind: 'concat', from: from.map(({ name }) => name) }), [
      channels,
    ]);
  }
  const spec = networkSpecSchema.parse({
    input: { shape: layout === 'channelsFirst' ? map : [...map.slice(1), map[0]], layout },
    layers: layers.length > 0 ? layers : [{ type: 'offset' }],
    target: 'none',
    warmUpFrames: 0,
  });
  return { spec, weights: randomWeights(describeNetwork(spec).parameters, random) };
}

interface LayerWish {
  readonly shape: readonly number[];
  readonly random: () => number;
  upTo(highest: number): number;
  /** Names of what has the same shape. */
  readonly alike: readonly string[];
}

/** A layer that may fit a map. Activations that grow without bounds are left out. */
function randomLayer({ shape, random, upTo, alike }: LayerWish): LayerSpec {
  const oneOf = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const rank = shape.length - 1;
  const perAxis = (highest: number) =>
    random() < 0.5 ? upTo(highest) : Array.from({ length: rank }, () => upTo(highest));
  const borders = () =>
    random() < 0.5 ? upTo(3) - 1 : Array.from({ length: 2 * rank }, () => upTo(3) - 1);
  const padding = () => oneOf(['same', 'valid', borders()] as const);
  const activation = () => oneOf(['linear', 'sigmoid', 'tanh', 'softsign', 'softmax'] as const);
  const recurrent = () => ({
    hiddenChannels: upTo(3),
    kernelSize: perAxis(3),
    ...(random() < 0.3 && { hiddenKernelSize: perAxis(3) }),
    stride: perAxis(2),
    padding: padding(),
    dilation: random() < 0.8 ? 1 : perAxis(2),
    gateActivation: oneOf(['sigmoid', 'hardSigmoid', 'hardSigmoidKeras2'] as const),
    activation: oneOf(['tanh', 'softsign'] as const),
  });
  const peephole = () => oneOf(['none', 'perChannel', 'perPixel'] as const);
  const written = oneOf<() => object>([
    () => ({
      type: 'conv',
      filters: upTo(4),
      kernelSize: perAxis(3),
      stride: perAxis(2),
      padding: padding(),
      dilation: perAxis(2),
      activation: activation(),
    }),
    () => ({
      type: 'conv',
      filters: shape[0]! * upTo(2),
      kernelSize: perAxis(3),
      groups: shape[0],
    }),
    () => ({
      type: 'convTranspose',
      filters: upTo(3),
      kernelSize: perAxis(3),
      stride: perAxis(3),
      padding: padding(),
      activation: activation(),
    }),
    () => ({ type: 'convLstm', ...recurrent(), peephole: peephole() }),
    () => ({ type: 'convLstm', ...recurrent() }),
    () => ({
      type: 'convGru',
      ...recurrent(),
      candidate: oneOf(['resetBefore', 'resetAfter'] as const),
    }),
    () => ({
      type: 'encoderForecaster',
      layers: Array.from({ length: upTo(2) }, () => ({
        hiddenChannels: upTo(3),
        kernelSize: perAxis(3),
      })),
      peephole: peephole(),
      horizon: upTo(3),
      filters: upTo(2),
    }),
    () => ({
      type: 'pool',
      kind: oneOf(['max', 'average'] as const),
      size: perAxis(3),
      ...(random() < 0.5 && { stride: perAxis(2) }),
      padding: padding(),
    }),
    () => ({ type: 'globalPool', kind: oneOf(['max', 'average'] as const) }),
    () => ({
      type: 'upsample',
      factor: perAxis(2),
      interpolation: oneOf(['nearest', 'linear', 'linearAligned'] as const),
    }),
    () => ({ type: 'pixelShuffle', factor: 2 }),
    () => ({ type: 'pixelUnshuffle', factor: 2 }),
    () => ({ type: 'pad', padding: borders() }),
    () => ({ type: 'crop', cropping: borders() }),
    () => ({
      type: 'normalisation',
      kind: oneOf(['layer', 'instance', 'channel', 'batch'] as const),
      // Far from the division by nearly nothing, where single precision has no digits left.
      epsilon: 0.1,
      affine: oneOf(['perChannel', 'perPixel'] as const),
    }),
    () => ({ type: 'offset' }),
    () => ({ type: 'activation', activation: activation() }),
    () => ({ type: 'dense', units: upTo(5), activation: 'tanh' }),
    () => ({ type: 'permute', axes: shuffled(shape.length, random) }),
    () => ({
      type: 'reshape',
      shape: shape.toReversed(),
      layout: oneOf(['channelsFirst', 'channelsLast'] as const),
    }),
    () => ({
      type: 'merge',
      kind: oneOf([
        'concat',
        'add',
        'subtract',
        'multiply',
        'average',
        'maximum',
        'minimum',
      ] as const),
      from: alike.slice(0, 3),
    }),
  ])();
  return layerSchema.parse(written);
}

function shuffled(length: number, random: () => number): number[] {
  return Array.from({ length }, (_, axis) => ({ axis, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ axis }) => axis);
}

/** What the layer makes of the map; undefined where it does not fit. */
function fitting(
  layer: LayerSpec,
  shape: readonly number[],
  more: readonly (readonly number[])[],
): readonly number[] | undefined {
  try {
    return describeLayer(layer, shape, more).outputShape;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

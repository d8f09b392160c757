import { elementCount } from '../graph/value.ts';
import type { LayerSpec } from '../spec/layer-spec.ts';
import type { BuiltLayer } from './built-layer.ts';

/** A network's layers after folding. */
export interface FoldedLayers {
  readonly layers: readonly BuiltLayer[];
  /** For a person: what went where, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Takes scales and offsets (`batch` normalisation) into the linear convolution or dense layer before
 * them, or into the one behind them where that pads nothing: a border of zeros that the offset
 * did not reach cannot be had any other way than by leaving it as it is.
 */
export function foldNormalisations(layers: readonly BuiltLayer[], output: string): FoldedLayers {
  const current = new Map(layers.map((layer) => [layer.name, layer]));
  const notes: string[] = [];
  let last = output;
  const takersOf = (name: string): BuiltLayer[] =>
    [...current.values()].filter(({ from }) => from.includes(name));

  for (const { name } of layers) {
    const normalisation = current.get(name)!;
    if (!isScaling(normalisation.layer)) continue;
    const source = normalisation.from[0]!;
    const before = current.get(source);
    const takers = takersOf(name);
    const [behind] = takers;
    if (before && isLinear(before.layer) && takersOf(source).length === 1 && source !== last) {
      current.set(source, { ...before, weights: scaledOutputs(before, normalisation) });
      for (const taker of takers) current.set(taker.name, moved(taker, name, source));
      if (last === name) last = source;
      notes.push(`${name} is folded into ${source}`);
    } else if (behind && takers.length === 1 && name !== last && takesUnpadded(behind)) {
      const weights = scaledInputs(behind, normalisation);
      current.set(behind.name, { ...moved(behind, name, source), weights });
      notes.push(`${name} is folded into ${behind.name}`);
    } else continue;
    current.delete(name);
  }
  return { layers: [...current.values()], notes };
}

function isScaling(layer: LayerSpec): boolean {
  return layer.type === 'normalisation' && layer.kind === 'batch' && layer.affine === 'perChannel';
}

function isLinear(layer: LayerSpec): boolean {
  return (
    (layer.type === 'conv' || layer.type === 'convTranspose' || layer.type === 'dense') &&
    layer.activation === 'linear' &&
    !(layer.type === 'convTranspose' && layer.groups > 1)
  );
}

function takesUnpadded({ layer }: BuiltLayer): boolean {
  if (layer.type !== 'conv' || layer.groups > 1) return false;
  const ones = [layer.kernelSize].flat().every((size) => size === 1);
  return layer.padding === 'valid' || (layer.padding === 'same' && ones);
}

function moved(layer: BuiltLayer, from: string, to: string): BuiltLayer {
  return { ...layer, from: layer.from.map((name) => (name === from ? to : name)) };
}

/** `scale ∘ (W * x + b) + offset` as one convolution. */
function scaledOutputs(
  { layer, weights }: BuiltLayer,
  { weights: { scale, offset } }: BuiltLayer,
): Record<string, Float32Array> {
  const weight = weights['weight']!;
  const outputs = scale!.length;
  // Outputs are the first axis of a convolution's kernel, the second of a transposed one's, the last of a dense one's.
  const inner =
    layer.type === 'conv' ? weight.length / outputs : layer.type === 'dense' ? 1 : areaOf(layer);
  return {
    weight: weight.map((value, index) => value * scale![Math.floor(index / inner) % outputs]!),
    bias: weights['bias']!.map((value, output) => value * scale![output]! + offset![output]!),
  };
}

/** `W * (scale ∘ x + offset) + b` as one convolution. */
function scaledInputs(
  { weights }: BuiltLayer,
  { weights: { scale, offset } }: BuiltLayer,
): Record<string, Float32Array> {
  const weight = weights['weight']!;
  const inputs = scale!.length;
  const outputs = weights['bias']!.length;
  const area = weight.length / (inputs * outputs);
  const added = new Float64Array(outputs);
  for (const [index, value] of weight.entries()) {
    added[Math.floor(index / (area * inputs))]! +=
      value * offset![Math.floor(index / area) % inputs]!;
  }
  return {
    weight: weight.map((value, index) => value * scale![Math.floor(index / area) % inputs]!),
    bias: weights['bias']!.map((value, output) => value + added[output]!),
  };
}

function areaOf(layer: LayerSpec): number {
  return layer.type === 'convTranspose' ? elementCount([layer.kernelSize].flat()) : 1;
}

import type { LayerSpec } from '../spec/layer-spec.ts';
import type { Weights } from '../weights.ts';

/** A layer with its place and its weights by their names within it, while a network is imported. */
export interface BuiltLayer {
  readonly name: string;
  readonly layer: LayerSpec;
  readonly from: readonly string[];
  readonly weights: Readonly<Record<string, Float32Array>>;
}

/** The layers of a spec; `from` stands only where it is not the layer before. */
export function specLayersOf(layers: readonly BuiltLayer[]): LayerSpec[] {
  return layers.map(({ name, layer, from }, index) => {
    if (layer.type === 'merge') return { ...layer, name, from: [...from] };
    const { from: _, ...own } = layer;
    const before = layers[index - 1]?.name ?? 'input';
    return { ...own, name, ...(from[0] !== before && { from: from[0]! }) };
  });
}

/** All of their weights, by the names of `describeNetwork`. */
export function weightsOf(layers: readonly BuiltLayer[]): Weights {
  return new Map(
    layers.flatMap(({ name, weights }) =>
      Object.entries(weights).map(([own, values]) => [`${name}.${own}`, values] as const),
    ),
  );
}

import { describeNetwork } from '../../lower/describe-network.ts';
import type { LayerSpec } from '../../spec/layer-spec.ts';
import type { NetworkSpec } from '../../spec/network-spec.ts';
import type { Weights } from '../../weights.ts';
import type { ImportedNetwork } from '../imported-network.ts';
import { foldNormalisations } from '../keras/fold-normalisations.ts';
import type { BuiltLayer } from '../keras/network-builder.ts';
import { layerOfWeight } from './layer-of-weight.ts';

/** The same network with batch normalisations taken into the convolutions beside them. */
export function foldedNetwork(spec: NetworkSpec, weights: Weights): ImportedNetwork {
  const named = describeNetwork(spec).layers;
  const own = weightsByLayer(
    weights,
    named.map(({ name }) => name),
  );
  const built = named.map(({ name, layer, from }): BuiltLayer => ({
    name,
    layer,
    from,
    weights: own.get(name) ?? {},
  }));
  const { layers, folded } = foldNormalisations(built, named.at(-1)!.name);
  if (folded.length === 0) return { spec, weights, notes: [] };
  return {
    spec: { ...spec, layers: layers.map((layer, index) => placed(layer, layers[index - 1])) },
    weights: new Map(
      layers.flatMap((layer) =>
        Object.entries(layer.weights).map(
          ([parameter, data]) => [`${layer.name}.${parameter}`, data] as const,
        ),
      ),
    ),
    notes: folded.map(([normalisation, into]) => `${normalisation} is folded into ${into}`),
  };
}

function weightsByLayer(
  weights: Weights,
  names: readonly string[],
): ReadonlyMap<string, Readonly<Record<string, Float32Array>>> {
  const found = new Map<string, Record<string, Float32Array>>();
  for (const [weight, data] of weights) {
    const { layer, parameter } = layerOfWeight(weight, names);
    found.set(layer, { ...found.get(layer), [parameter]: data });
  }
  return found;
}

/** A layer that says where its input comes from only where that is not the layer before it. */
function placed({ name, layer, from }: BuiltLayer, before: BuiltLayer | undefined): LayerSpec {
  if (layer.type === 'merge') return { ...layer, name, from: [...from] };
  const { from: _, ...own } = layer;
  const source = from[0]!;
  return source === (before?.name ?? 'input') ? { ...own, name } : { ...own, name, from: source };
}

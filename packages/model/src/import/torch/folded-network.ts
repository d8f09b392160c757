import { describeNetwork } from '../../lower/describe-network.ts';
import type { NetworkSpec } from '../../spec/network-spec.ts';
import type { Weights } from '../../weights.ts';
import { specLayersOf, weightsOf, type BuiltLayer } from '../built-layer.ts';
import { foldNormalisations } from '../fold-normalisations.ts';
import type { ImportedNetwork } from '../imported-network.ts';
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
  const { layers, notes } = foldNormalisations(built, named.at(-1)!.name);
  if (notes.length === 0) return { spec, weights, notes };
  return { spec: { ...spec, layers: specLayersOf(layers) }, weights: weightsOf(layers), notes };
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

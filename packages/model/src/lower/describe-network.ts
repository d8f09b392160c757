import { bytesPerPixel } from '@presage/core';
import type { LayerSpec } from '../spec/layer-spec.ts';
import type { NetworkSpec } from '../spec/network-spec.ts';
import type { ParameterFacts, StateFacts } from './layer-lowering.ts';
import { describeLayer } from './lower-layer.ts';

/** A layer with the name that its weights and states begin with. */
export interface NamedLayer {
  readonly name: string;
  readonly layer: LayerSpec;
  /** `[channels, …spatial]`. */
  readonly outputShape: readonly number[];
  /** Number of weights. */
  readonly parameterCount: number;
}

export interface NetworkFacts {
  readonly layers: readonly NamedLayer[];
  readonly parameters: readonly ParameterFacts[];
  readonly states: readonly StateFacts[];
  /** `[channels, height, width]` of the input, and of the output. */
  readonly pictureShape: readonly [number, number, number];
  /** Number of weights. */
  readonly parameterCount: number;
}

/** What a network is made of, worked out from its spec. Throws a RangeError naming the layer that does not fit. */
export function describeNetwork(spec: NetworkSpec): NetworkFacts {
  const { width, height, format } = spec.input;
  const pictureShape = [bytesPerPixel[format], height, width] as const;
  const parameters: ParameterFacts[] = [];
  const states: StateFacts[] = [];
  const layers: NamedLayer[] = [];
  let shape: readonly number[] = pictureShape;
  spec.layers.forEach((layer, index) => {
    const name = layer.name ?? `${layer.type}${index}`;
    if (layers.some((other) => other.name === name)) throw new RangeError(`two layers are named ${name}`);
    const facts = describeLayer(layer, name, shape);
    shape = facts.outputShape;
    parameters.push(...facts.parameters);
    states.push(...facts.states);
    layers.push({ name, layer, outputShape: shape, parameterCount: countOf(facts.parameters) });
  });
  if (shape.join() !== pictureShape.join()) {
    throw new RangeError(
      `the network turns [${pictureShape.join(', ')}] into [${shape.join(', ')}]: a picture of the same size is needed`,
    );
  }
  return { layers, parameters, states, pictureShape, parameterCount: countOf(parameters) };
}

function countOf(parameters: readonly ParameterFacts[]): number {
  return parameters.reduce(
    (sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1),
    0,
  );
}

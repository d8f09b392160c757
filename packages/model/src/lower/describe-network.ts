import { bytesPerPixel, InputError } from '@presage/core';
import { elementCount } from '../graph/value.ts';
import type { LayerFacts, ParameterFacts, StateFacts } from '../layers/layer-lowering.ts';
import { describeLayer } from '../layers/lower-layer.ts';
import type { LayerSpec } from '../spec/layer-spec.ts';
import type { NetworkSpec } from '../spec/network-spec.ts';
import { patchGrid } from './patch-grid.ts';

/** A layer with the name that its weights and states begin with. */
export interface NamedLayer {
  readonly name: string;
  readonly layer: LayerSpec;
  /** `[channels, …spatial]`. */
  readonly outputShape: readonly number[];
  /** Number of weights. */
  readonly parameterCount: number;
}

/** What a network is made of. */
export interface NetworkFacts {
  readonly layers: readonly NamedLayer[];
  /** Every weight, named `layer.weight`, in the order of the layers. */
  readonly parameters: readonly ParameterFacts[];
  /** Every recurrent state, named `layer.state`. */
  readonly states: readonly StateFacts[];
  /** `[channels, height, width]` of the input, and of the output. */
  readonly pictureShape: readonly [number, number, number];
  /** Number of weights. */
  readonly parameterCount: number;
}

/**
 * What a network is made of, worked out from its spec.
 *
 * Throws InputError `network-invalid` where two layers have one name, a layer does not fit the one
 * before, or a picture of another size comes out; the message names the layer.
 */
export function describeNetwork(spec: NetworkSpec): NetworkFacts {
  const { width, height, format } = spec.input;
  const pictureShape = [bytesPerPixel[format], height, width] as const;
  if (patchGrid(spec).includes(0)) {
    throw invalid(
      `patches of ${spec.patchSize} pixels do not fit into ${width}×${height}; make patchSize smaller`,
    );
  }
  const parameters: ParameterFacts[] = [];
  const states: StateFacts[] = [];
  const layers: NamedLayer[] = [];
  let shape: readonly number[] = pictureShape;
  for (const [index, layer] of spec.layers.entries()) {
    const name = layer.name ?? `${layer.type}${index}`;
    if (layers.some((other) => other.name === name)) {
      throw invalid(`two layers are named ${name}; give each a name of its own`);
    }
    const facts = factsOf(layer, name, shape);
    const named = <T extends ParameterFacts | StateFacts>(each: T): T => ({
      ...each,
      name: `${name}.${each.name}`,
    });
    shape = facts.outputShape;
    parameters.push(...facts.parameters.map(named));
    states.push(...facts.states.map(named));
    layers.push({ name, layer, outputShape: shape, parameterCount: countOf(facts.parameters) });
  }
  if (shape.join() !== pictureShape.join()) {
    throw invalid(
      `it turns [${pictureShape.join(', ')}] into [${shape.join(', ')}]; let the last layer give a picture of the input's size`,
    );
  }
  return { layers, parameters, states, pictureShape, parameterCount: countOf(parameters) };
}

function factsOf(layer: LayerSpec, name: string, inputShape: readonly number[]): LayerFacts {
  try {
    return describeLayer(layer, inputShape);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalid(`layer ${name} does not fit: ${error.message}`, error);
  }
}

function invalid(what: string, cause?: unknown): InputError {
  return new InputError({
    code: 'network-invalid',
    message: `the network cannot be built: ${what}`,
    cause,
  });
}

function countOf(parameters: readonly ParameterFacts[]): number {
  return parameters.reduce((sum, { shape }) => sum + elementCount(shape), 0);
}

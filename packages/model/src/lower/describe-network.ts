import { InputError } from '@presage/core';
import { elementCount } from '../graph/value.ts';
import type { LayerFacts, ParameterFacts, StateFacts } from '../layers/layer-lowering.ts';
import { describeLayer } from '../layers/lower-layer.ts';
import type { LayerSpec } from '../spec/layer-spec.ts';
import type { NetworkSpec } from '../spec/network-spec.ts';
import { networkInput } from './network-input.ts';
import { patchGrid } from './patch-grid.ts';

/** The name by which layers take the network's input. */
export const inputName = 'input';

/** A layer with the name that its weights and states begin with. */
export interface NamedLayer {
  readonly name: string;
  readonly layer: LayerSpec;
  /** Names of the layers whose outputs it takes, or `input`. */
  readonly from: readonly string[];
  /** `[channels, …spatial]`. */
  readonly outputShape: readonly number[];
  /** Which frames of a sequence its output is of: each, or the last one only. */
  readonly frames: 'each' | 'last';
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
  /** `[channels, …spatial]` of one step's input, as the layers see it. */
  readonly inputShape: readonly number[];
  /** `[channels, …spatial]` of what the last layer gives. */
  readonly outputShape: readonly number[];
  /** Number of weights. */
  readonly parameterCount: number;
}

/** What a layer's output is to those behind it. */
type Source = Pick<NamedLayer, 'outputShape' | 'frames'>;

/**
 * What a network is made of, worked out from its spec.
 *
 * Throws InputError `network-invalid` where two layers have one name, a layer takes what is not
 * before it or does not fit it, a layer's output leads nowhere, or a picture of another size comes out;
 * the message names the layer.
 */
export function describeNetwork(spec: NetworkSpec): NetworkFacts {
  checkPatches(spec);
  const inputShape = networkInput(spec).mapShape;
  const sources = new Map<string, Source>([
    [inputName, { outputShape: inputShape, frames: 'each' }],
  ]);
  const parameters: ParameterFacts[] = [];
  const states: StateFacts[] = [];
  const layers: NamedLayer[] = [];
  for (const [index, layer] of spec.layers.entries()) {
    const name = layer.name ?? `${layer.type}${index}`;
    if (name === inputName)
      throw invalid(`a layer is named ${inputName}, as the network's input is; name it otherwise`);
    if (sources.has(name))
      throw invalid(`two layers are named ${name}; give each a name of its own`);
    const from = [layer.from ?? layers.at(-1)?.name ?? inputName].flat();
    const taken = from.map((source) => sourceOf(sources, source, name));
    const facts = factsOf(layer, name, taken);
    const named = <T extends ParameterFacts | StateFacts>(each: T): T => ({
      ...each,
      name: `${name}.${each.name}`,
    });
    const { outputShape } = facts;
    const frames = framesAfter(layer, name, taken);
    sources.set(name, { outputShape, frames });
    parameters.push(...facts.parameters.map(named));
    states.push(...facts.states.map(named));
    layers.push({
      name,
      layer,
      from,
      outputShape,
      frames,
      parameterCount: countOf(facts.parameters),
    });
  }
  const { outputShape, frames } = layers.at(-1)!;
  checkUse(layers);
  checkNames([...parameters, ...states]);
  checkTarget(spec, { outputShape, frames });
  return {
    layers,
    parameters,
    states,
    inputShape,
    outputShape,
    parameterCount: countOf(parameters),
  };
}

function sourceOf(sources: ReadonlyMap<string, Source>, source: string, taker: string): Source {
  const found = sources.get(source);
  if (found) return found;
  throw invalid(
    `layer ${taker} takes ${source}, and no layer before it is named so; there are ${[...sources.keys()].join(', ')}`,
  );
}

function factsOf(layer: LayerSpec, name: string, taken: readonly Source[]): LayerFacts {
  const [inputShape, ...more] = taken.map(({ outputShape }) => outputShape);
  try {
    return describeLayer(layer, inputShape!, more);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalid(`layer ${name} does not fit: ${error.message}`, error);
  }
}

/** Which frames a layer gives, and whether it can do with those it gets. */
function framesAfter(
  layer: LayerSpec,
  name: string,
  taken: readonly Source[],
): NamedLayer['frames'] {
  const { frames } = taken[0]!;
  if (taken.some((source) => source.frames !== frames)) {
    throw invalid(
      `layer ${name} takes each frame from one layer and only the last from another; set returnSequences alike in both`,
    );
  }
  const isRecurrent = recurrentTypes.has(layer.type);
  if (isRecurrent && frames === 'last') {
    throw invalid(
      `layer ${name} is recurrent and gets the last frame only; set returnSequences to true in the layer before`,
    );
  }
  return 'returnSequences' in layer && !layer.returnSequences ? 'last' : frames;
}

const recurrentTypes: ReadonlySet<LayerSpec['type']> = new Set([
  'convLstm',
  'convGru',
  'encoderForecaster',
]);

function checkUse(layers: readonly NamedLayer[]): void {
  const used = new Set(layers.flatMap(({ from }) => from));
  const unused = layers.slice(0, -1).find(({ name }) => !used.has(name));
  if (!unused) return;
  throw invalid(
    `nothing takes the output of layer ${unused.name}; leave it out, or name it in the \`from\` of a layer behind`,
  );
}

/** Layers of different names can still have tensors of one name: `a` with `b.c`, and `a.b` with `c`. */
function checkNames(tensors: readonly (ParameterFacts | StateFacts)[]): void {
  const seen = new Set<string>();
  for (const { name } of tensors) {
    if (seen.has(name))
      throw invalid(`two layers have a tensor named ${name}; name one of them otherwise`);
    seen.add(name);
  }
}

function checkPatches(spec: NetworkSpec): void {
  if (spec.target === 'none' || !patchGrid(spec).includes(0)) return;
  const { width, height } = spec.input;
  throw invalid(
    `patches of ${spec.patchSize} pixels do not fit into ${width}×${height}; make patchSize smaller`,
  );
}

function checkTarget(spec: NetworkSpec, { outputShape, frames }: Source): void {
  if (spec.target === 'none') return;
  if (frames === 'last') {
    throw invalid(
      `it gives the last frame of a sequence only, and target ${spec.target} compares each; set returnSequences to true, or target to none`,
    );
  }
  const shape = networkInput(spec).mapShape;
  if (outputShape.join() === shape.join()) return;
  throw invalid(
    `it turns [${shape.join(', ')}] into [${outputShape.join(', ')}]; let the last layer give a picture of the input's size`,
  );
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

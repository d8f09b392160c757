import { InputError } from '@presage/core';
import { z } from 'zod';
import { describeNetwork, type NamedLayer } from '../../lower/describe-network.ts';
import { networkSpecSchema, type NetworkSpec } from '../../spec/network-spec.ts';
import type { ImportedNetwork } from '../imported-network.ts';
import type { ImportOptions } from '../import-options.ts';
import type { RecognisedCell } from './cells/recognised-cell.ts';
import type { StateDict } from './find-state-dict.ts';
import { foldedNetwork } from './folded-network.ts';
import { withForgetBias } from './forget-bias.ts';
import { givenSpec } from './given-spec.ts';
import type { InferredLayers } from './infer-layers.ts';
import { moduleSources } from './module-layer.ts';
import { layerOfWeight } from './layer-of-weight.ts';
import { takeWeights } from './take-weights.ts';
import { cellsIn, type TorchItem } from './torch-items.ts';
import type { InputFacts } from './torch-input.ts';
import { weightSourceSchema, type WeightSource, type WeightSources } from './weight-source.ts';

const sourcesSchema = z.record(z.string(), weightSourceSchema).default({});

export interface SpecFromFileOptions {
  readonly dict: StateDict;
  readonly items: readonly TorchItem[];
  readonly inferred: InferredLayers;
  readonly name: string;
  readonly options: ImportOptions;
  readonly fileBytes: number;
}

/**
 * A network whose architecture is given: a network spec, and beside it `weights`, which names the
 * tensors that weights come from (`"layer.weight": "tensor"`), or the module that all of a layer's do
 * (`"layer": "module"`). What is not named there is found by itself: a layer named as a module takes
 * that module's weights, and layers without names take those of the modules of their kind in turn.
 * `forgetBias` beside them is what `options.forgetBias` is, which wins.
 *
 * Throws InputError `import-spec`, `import-weights`, `network-invalid`.
 */
export function specFromFile(given: SpecFromFileOptions): ImportedNetwork {
  const { dict, name, fileBytes } = given;
  const { spec, named, forgetBias } = parsed(given);
  const { layers, parameters } = describeNetwork(spec);
  const items = itemsOfLayers(layers, given.items, named);
  const names = layers.map((layer) => layer.name);
  const ofName = new Map(layers.map((layer) => [layer.name, layer]));
  const sources: Record<string, WeightSource> = {};
  for (const { name: weight } of parameters) {
    const { layer, parameter } = layerOfWeight(weight, names);
    const item = items.get(layer);
    const source = named[weight] ?? (item && sourcesOf(item, ofName.get(layer)!)[parameter]);
    if (source !== undefined) sources[weight] = source;
  }
  const known = new Set([...parameters, ...layers].map((each) => each.name));
  const strange = Object.keys(named).filter((key) => !known.has(key));
  if (strange.length > 0) {
    throw specFault(
      `"weights" names ${strange.join(', ')}, which the network has not; it has ${parameters.map((each) => each.name).join(', ')}`,
      name,
    );
  }
  const weights = takeWeights({ spec, sources, tensors: dict.tensors, name, fileBytes });
  const notes = layers.flatMap(({ name: own, layer }) => {
    const item = items.get(own);
    const isCell = layer.type === 'convLstm' || layer.type === 'convGru';
    return (isCell && item && cellOf(item)?.notes) || [];
  });
  const left = leftOut(dict.tensors, sources);
  const biased = withForgetBias({ spec, weights, notes: [] }, forgetBias, name);
  const network = foldedNetwork(spec, biased.weights);
  return {
    ...network,
    notes: [
      ...notes,
      ...biased.notes,
      ...network.notes,
      ...(left.length === 0 ? [] : [`tensors left out: ${left.join(', ')}`]),
    ],
  };
}

function parsed({ inferred, name, options }: SpecFromFileOptions): {
  readonly spec: NetworkSpec;
  readonly named: WeightSources;
  readonly forgetBias: number | undefined;
} {
  if (typeof options.spec !== 'object' || options.spec === null) {
    throw specFault('it is no object', name);
  }
  const { weights, forgetBias, ...given } = { weights: {}, forgetBias: undefined, ...options.spec };
  const facts = inputFacts(inferred, options);
  const spec = networkSpecSchema.safeParse(givenSpec({ given, facts, options, name }));
  if (!spec.success) throw specFault(faultsOf(spec.error), name);
  const bias = z.number().optional().safeParse(forgetBias);
  if (!bias.success) throw specFault(`"forgetBias": ${faultsOf(bias.error)}`, name);
  const named = sourcesSchema.safeParse(weights);
  if (!named.success) throw specFault(`"weights": ${faultsOf(named.error)}`, name);
  return {
    spec: spec.data,
    named: named.data,
    forgetBias: options.forgetBias ?? bias.data,
  };
}

/** What was said of the input's shape counts, where the weights are looked at as a spec says. */
function inputFacts(inferred: InferredLayers, { shape }: ImportOptions): InputFacts {
  if (!shape) return inferred;
  return { channels: shape[0], rank: shape.length - 1, size: undefined };
}

/** Which module of the file each layer takes its weights from. */
function itemsOfLayers(
  layers: readonly NamedLayer[],
  items: readonly TorchItem[],
  named: WeightSources,
): ReadonlyMap<string, TorchItem> {
  const found = new Map<string, TorchItem>();
  const unnamed: NamedLayer[] = [];
  for (const layer of layers) {
    const path = named[layer.name];
    const wanted = typeof path === 'string' ? path : layer.name;
    const item = items.find((each) => pathsOf(each).includes(wanted) && fits(each, layer));
    if (item) found.set(layer.name, item);
    else if (layer.layer.name === undefined) unnamed.push(layer);
  }
  const free = items.filter((item) => ![...found.values()].includes(item));
  for (const layer of unnamed) {
    const place = free.findIndex((item) => fits(item, layer));
    if (place >= 0) found.set(layer.name, free.splice(place, 1)[0]!);
  }
  return found;
}

function fits(item: TorchItem, { layer }: NamedLayer): boolean {
  switch (layer.type) {
    case 'convLstm':
    case 'convGru':
      return cellOf(item)?.type === layer.type;
    case 'conv':
    case 'convTranspose':
      return item.kind === 'convolution' || item.kind === 'linear';
    case 'dense':
      return item.kind === 'linear';
    case 'normalisation':
      return layer.kind === 'batch'
        ? item.kind === 'batchNormalisation'
        : item.kind === 'normalisation';
    default:
      return false;
  }
}

function pathsOf(item: TorchItem): readonly string[] {
  const cell = cellOf(item);
  return cell ? [item.path, cell.path] : [item.path];
}

function cellOf(item: TorchItem): RecognisedCell | undefined {
  return cellsIn(item)[0];
}

function sourcesOf(item: TorchItem, { layer }: NamedLayer): WeightSources {
  const cell = layer.type === 'convLstm' || layer.type === 'convGru' ? cellOf(item) : undefined;
  if (cell) return cell.sources;
  return item.kind === 'cell' ? {} : moduleSources(item);
}

/** Tensors that no source names; counters of learning are no loss. */
function leftOut(tensors: StateDict['tensors'], sources: WeightSources): string[] {
  const text = JSON.stringify(sources);
  return [...tensors.keys()].filter((tensor) => {
    if (tensor.endsWith('num_batches_tracked')) return false;
    const module = tensor.slice(0, tensor.lastIndexOf('.'));
    return ![tensor, module].some((each) => text.includes(JSON.stringify(each)));
  });
}

function specFault(what: string, name: string): InputError {
  return new InputError({
    code: 'import-spec',
    message: `the spec for ${name} cannot be used: ${what}`,
    fields: { name },
  });
}

const faultsOf = (error: z.ZodError): string =>
  z.prettifyError(error).replaceAll(/\s+/gu, ' ').replaceAll(' ✖', ';').replace(/^✖ /u, '');

import { z } from 'zod';
import { convertLayer } from './convert-layer.ts';
import type { ImportedMap } from './imported-map.ts';
import type { KerasCall, KerasLayer, KerasModel } from './keras-layer.ts';
import type { KerasWeights, LayerPlace } from './keras-weights.ts';
import type { ModelFacts } from './layer-call.ts';
import type { NetworkBuilder } from './network-builder.ts';
import { storageKeys } from './storage-keys.ts';
import { UnsuitableInput, UnsupportedLayer, type RefusedLayer } from './unsupported-layer.ts';

/** What a conversion works on and fills. */
export interface Conversion {
  readonly facts: ModelFacts;
  readonly weights: KerasWeights;
  readonly network: NetworkBuilder;
  readonly notes: string[];
  readonly refused: RefusedLayer[];
}

/** Where a model's layers are: what their names begin with, and the way to their weights. */
interface Place {
  readonly prefix: string;
  readonly path: readonly LayerPlace[];
  readonly conversion: Conversion;
}

/** A layer that the file itself has wrong: a weight that is missing, a size that does not fit. */
export class InvalidLayer extends Error {}

/**
 * Converts every layer of a model, those of models inside too, and gives what the model gives. What
 * cannot be had goes to `refused`, and the rest is looked at all the same. Throws InvalidLayer.
 */
export function convertModel(
  model: KerasModel,
  inputs: readonly ImportedMap[],
  conversion: Conversion,
): ImportedMap[] {
  return convertPlaced({ prefix: '', path: [], conversion }, model, inputs);
}

function convertPlaced(
  place: Place,
  model: KerasModel,
  inputs: readonly ImportedMap[],
): ImportedMap[] {
  const maps = new Map<string, readonly ImportedMap[]>();
  for (const [index, { layer, call }] of model.inputs.entries()) {
    if (inputs[index]) maps.set(keyOf(layer, call), [inputs[index]]);
  }
  const keys = storageKeys(model.layers);
  for (const call of model.calls) {
    const { layer } = call;
    const path = [...place.path, { name: layer.name, key: keys.get(layer.name)! }];
    maps.set(
      keyOf(layer.name, call.call),
      guarded({ ...place, prefix: `${place.prefix}${layer.name}`, path }, call, () =>
        call.inputs.map((input) => {
          const given = maps.get(keyOf(input.layer, input.call))?.[input.index];
          if (given) return given;
          throw new UnsupportedLayer(
            `it takes the tensor ${input.index} of ${input.layer}, a state, where only results can be had`,
          );
        }),
      ),
    );
  }
  return model.outputs.flatMap(
    ({ layer, call, index }) => maps.get(keyOf(layer, call))?.[index] ?? [],
  );
}

const keyOf = (layer: string, call: number): string => `${call} ${layer}`;

/** Converts a call; where it is refused, something like what it would give. */
function guarded(
  place: Place,
  call: KerasCall,
  inputsOf: () => ImportedMap[],
): readonly ImportedMap[] {
  const { layer } = call;
  const { refused } = place.conversion;
  let inputs: ImportedMap[] = [];
  try {
    inputs = inputsOf();
    if (call.otherTensors.length > 0) {
      throw new UnsupportedLayer(
        `its ${call.otherTensors.join(' and ')} comes from other layers, not from the step before`,
      );
    }
    return convert(place, layer, inputs);
  } catch (error) {
    // Behind a refused layer nobody knows what the shapes are.
    const unsure = refused.length > 0 && !isCertain(error);
    if (!unsure && error instanceof UnsupportedLayer) {
      refused.push({ name: place.prefix, type: layer.type, reason: error.reason });
    } else if (!unsure) {
      throw invalid(error, place.prefix);
    }
    return inputs.map((input) => ({
      ...input,
      time: layer.config['return_sequences'] === false ? 'single' : input.time,
    }));
  }
}

const isCertain = (error: unknown): boolean =>
  error instanceof UnsupportedLayer && !(error instanceof UnsuitableInput);

function invalid(error: unknown, name: string): unknown {
  if (error instanceof z.ZodError) {
    return new InvalidLayer(
      `the configuration of ${name} is not as Keras writes it: ${z.prettifyError(error)}`,
      { cause: error },
    );
  }
  if (error instanceof RangeError) {
    return new InvalidLayer(`layer ${name} does not fit: ${error.message}`, { cause: error });
  }
  return error;
}

function convert(place: Place, layer: KerasLayer, inputs: readonly ImportedMap[]): ImportedMap[] {
  const { model, wrapped } = layer;
  if (model) {
    return convertPlaced({ ...place, prefix: `${place.prefix}/` }, model, inputs);
  }
  if (layer.type === 'TimeDistributed' && wrapped) {
    if (inputs.some(({ time }) => time === 'single')) {
      throw new UnsuitableInput('it goes over an axis that is not the frames of the input');
    }
    const frames = inputs.map((input) => ({ ...input, time: 'single' as const }));
    const path = [...place.path, { name: wrapped.name, key: 'layer' }];
    return convert({ ...place, path }, wrapped, frames).map((map) => ({
      ...map,
      time: 'sequence',
    }));
  }
  const { facts, network, notes, weights } = place.conversion;
  return [
    convertLayer({
      name: place.prefix,
      type: layer.type,
      config: layer.config,
      inputs,
      model: facts,
      network,
      weights: (expected) => weights.read(place.path, expected),
      note: (text) => void notes.push(text),
    }),
  ];
}

import type { NetworkSpecInput } from '../../spec/network-spec.ts';
import { specLayersOf, weightsOf, type BuiltLayer } from '../built-layer.ts';
import { foldNormalisations } from '../fold-normalisations.ts';
import type { ImportedNetwork } from '../imported-network.ts';
import type { ImportOptions } from '../import-options.ts';
import { scaledNetwork } from '../scaled-network.ts';
import { refuseUnused } from '../unused-options.ts';
import { convertModel, InvalidLayer, type Conversion } from './convert-model.ts';
import { kerasShape, mapShape } from './frame-axes.ts';
import type { ImportedMap } from './imported-map.ts';
import { inputFrameOf, type InputFrame } from './input-frame.ts';
import type { KerasLayer, KerasModel } from './keras-layer.ts';
import type { ModelFacts } from './layer-call.ts';
import { createNetworkBuilder } from './network-builder.ts';
import { pictureInput } from './picture-input.ts';
import { readKerasFile } from './read-keras-file.ts';
import { invalidImport, unsupportedLayers } from './unsupported-layer.ts';

/** Options for files that do not say what network their weights are of, and for step graphs. */
const ofNoUse = [
  'stateDict',
  'gates',
  'forgetBias',
  'states',
  'constants',
  'input',
  'dimensions',
] as const;

/** A network from Keras, and which Keras wrote it. */
export interface ImportedKeras extends ImportedNetwork {
  readonly kerasVersion: string;
}

/**
 * Reads a Keras model, weights and all, from a `.keras` file or an HDF5 file of Keras 2 or 3, as a
 * network of one step: what goes over time in Keras keeps its state from step to step.
 *
 * A file of weights alone (`save_weights`) takes its architecture from `options.spec`: what
 * `model.to_json()` says, parsed.
 *
 * Arrays keep Keras' layout. Throws InputError `import-unreadable`, `import-invalid` or
 * `import-size-missing`, `import-option`, and `import-unsupported` with every layer that cannot be had.
 */
export async function importKeras(
  bytes: Uint8Array,
  name: string,
  options: ImportOptions = {},
): Promise<ImportedKeras> {
  refuseUnused({
    options,
    unused: ofNoUse,
    because: 'is a file of Keras, which says all of that itself',
    name,
  });
  const { version, model, weights } = await readKerasFile(bytes, name, options.spec);
  try {
    const layout = layoutOf(model);
    const frame = inputFrameOf(model, givenShape(options, layout), name);
    const facts: ModelFacts = {
      kerasVersion: version.startsWith('2') ? 2 : 3,
      layout,
      stateful: isStateful(model),
      ...(frame.sequenceLength && { sequenceLength: frame.sequenceLength }),
    };
    const conversion: Conversion = {
      facts,
      weights,
      network: createNetworkBuilder(),
      notes: [],
      refused: [],
    };
    const [output] = converted(model, frame, conversion);
    if (conversion.refused.length > 0) throw unsupportedLayers(name, conversion.refused);
    if (output?.time === 'joined') {
      throw new RangeError('its result is all frames of a sequence in one vector; end with Dense');
    }
    return {
      kerasVersion: version,
      ...finished({ output: output!, frame, conversion, options }),
    };
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof InvalidLayer)) throw error;
    throw invalidImport(name, error.message, error);
  }
}

function converted(model: KerasModel, frame: InputFrame, conversion: Conversion): ImportedMap[] {
  const { facts, network, refused } = conversion;
  for (const [what, tensors] of [
    ['inputs', model.inputs],
    ['outputs', model.outputs],
  ] as const) {
    if (tensors.length === 1) continue;
    const names = tensors.map(({ layer }) => layer).join(', ');
    refused.push({
      name: model.name,
      type: 'Model',
      reason: `it has ${tensors.length} ${what} (${names}), where one can be had`,
    });
  }
  const vector = frame.shape.length === 1;
  const input: ImportedMap = {
    source: 'input',
    shape: vector ? [...frame.shape, 1] : mapShape(frame.shape, facts.layout),
    time: frame.time,
  };
  const first = vector
    ? network.add('features', input, { type: 'reshape', shape: frame.shape as number[] })
    : input;
  return convertModel(
    model,
    model.inputs.map(() => first),
    conversion,
  );
}

/** What the options say of the input, as Keras would have it; whoever gives a shape gives the channels first. */
function givenShape(
  { shape, size }: ImportOptions,
  layout: ModelFacts['layout'],
): readonly (number | null)[] | undefined {
  if (shape) return kerasShape(shape, layout);
  if (!size) return undefined;
  return layout === 'channelsLast' ? [...size, null] : [null, ...size];
}

interface Finishing {
  readonly output: ImportedMap;
  readonly frame: InputFrame;
  readonly conversion: Conversion;
  readonly options: ImportOptions;
}

function finished({ output, frame, conversion, options }: Finishing): ImportedNetwork {
  const { facts, network, notes } = conversion;
  const needed = neededFor(output.source, network.layers);
  if (needed.length === 0) throw new RangeError('it has no layer that does anything');
  const picture = pictureInput({ frame, layers: needed, facts, options });
  notes.push(...(picture?.notes ?? []));
  const { layers, notes: folded } = foldNormalisations(picture?.layers ?? needed, output.source);
  notes.push(...folded);

  const warmUpFrames =
    options.warmUpFrames ??
    Math.max(
      // Nothing was predicted of the first frame.
      picture?.target === 'next' ? 1 : 0,
      facts.stateful ? 0 : warmUpOf(output, frame, notes),
    );
  const shape = frame.shape.length === 1 ? [1, ...frame.shape] : [...frame.shape];
  const layout = frame.shape.length === 1 ? 'channelsLast' : facts.layout;
  const spec = {
    input: picture?.input ?? { shape, layout },
    target: picture?.target ?? 'none',
    ...(picture?.patchSize && { patchSize: picture.patchSize }),
    layers: specLayersOf(layers),
    warmUpFrames,
  } as NetworkSpecInput;
  return scaledNetwork({ spec, weights: weightsOf(layers), notes }, options.frames);
}

/** A result that is learned at a sequence's end is to be trusted once so many frames have been seen. */
function warmUpOf(
  { time }: ImportedMap,
  { time: taken, sequenceLength }: InputFrame,
  notes: string[],
): number {
  if (sequenceLength === undefined || taken === 'single') return 0;
  if (sequenceLength === 1) {
    notes.push(
      'it was learned on single frames, from an empty state each time: reset the stream before each for the same results',
    );
    return 0;
  }
  const warmUpFrames = time === 'single' ? sequenceLength - 1 : 0;
  notes.push(
    `it was learned on sequences of ${sequenceLength} frames; here the state is carried on until it is reset` +
      (warmUpFrames > 0 ? `, and the first ${warmUpFrames} results after a reset are warm-up` : ''),
  );
  return warmUpFrames;
}

/** The layers that the output comes from, in their order. */
function neededFor(output: string, layers: readonly BuiltLayer[]): BuiltLayer[] {
  const needed = new Set([output]);
  for (const { name, from } of layers.toReversed()) {
    if (needed.has(name)) for (const source of from) needed.add(source);
  }
  return layers.filter(({ name }) => needed.has(name));
}

/** Whether Keras itself carries the state on from one sequence to the next. */
function isStateful({ layers }: KerasModel): boolean {
  return layers.some(
    ({ config, model }) => config['stateful'] === true || (model && isStateful(model)),
  );
}

/** The layout of the first layer that says one. */
function layoutOf(model: KerasModel): ModelFacts['layout'] {
  const formats = model.layers.flatMap((layer) => formatsOf(layer));
  return formats[0] === 'channels_first' ? 'channelsFirst' : 'channelsLast';
}

function formatsOf({ type, config, wrapped, model }: KerasLayer): unknown[] {
  const own = type === 'Flatten' ? [] : [config['data_format']];
  const inside = [
    ...(wrapped ? formatsOf(wrapped) : []),
    ...(model?.layers.flatMap(formatsOf) ?? []),
  ];
  return [...own, ...inside].filter((format) => typeof format === 'string');
}

import type { ImportedMap } from './imported-map.ts';
import type { ExpectedWeight } from './keras-weights.ts';
import type { NetworkBuilder, PlacelessLayer } from './network-builder.ts';

/** What is known of the whole model while its layers are converted. */
export interface ModelFacts {
  /** Main number of the Keras version that wrote it. */
  readonly kerasVersion: 2 | 3;
  readonly layout: 'channelsFirst' | 'channelsLast';
  /** Whether its state goes on from one sequence to the next. */
  readonly stateful: boolean;
  /** Frames in a sequence, where the model fixes that. */
  readonly sequenceLength?: number;
}

/** One call of a Keras layer, to be made into layers of a spec. */
export interface LayerCall {
  readonly name: string;
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inputs: readonly ImportedMap[];
  readonly model: ModelFacts;
  readonly network: NetworkBuilder;
  /** The layer's weights; throws RangeError where the file has none such. */
  weights(expected: readonly ExpectedWeight[]): readonly Float32Array[];
  /** Tells whoever imports something. */
  note(text: string): void;
}

/** Makes one kind of Keras layer into layers of a spec; throws UnsupportedLayer where it cannot. */
export type LayerConverter = (call: LayerCall) => ImportedMap;

/** The only input of a layer that has one. */
export function inputOf({ inputs }: LayerCall): ImportedMap {
  const [input] = inputs;
  if (!input || inputs.length > 1) throw new RangeError(`it takes ${inputs.length} inputs`);
  return input;
}

/** Puts a layer with the call's name behind `from`. */
export function addTo(
  { network, name }: LayerCall,
  from: ImportedMap,
  layer: PlacelessLayer,
): ImportedMap {
  return network.add(name, from, layer);
}

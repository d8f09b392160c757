import type { Value } from '../graph/value.ts';
import { lowerLayer } from '../layers/lower-layer.ts';
import type { NetworkSpec } from '../spec/network-spec.ts';
import { describeNetwork, inputName } from './describe-network.ts';

type Values = ReadonlyMap<string, Value>;

/** What a network is put behind. */
export interface NetworkInputs {
  /** Input as layers see it, `[steps · batch, channels, …spatial]`, earliest first; of frames, elements 0..1. */
  readonly maps: Value;
  /** By the names of {@link describeNetwork}. */
  readonly parameters: Values;
  /** States before the first step, by the names of {@link describeNetwork}. */
  readonly states: Values;
  /** Frames in time that `maps` holds. */
  readonly steps: number;
}

/** What a network gives. */
export interface NetworkOutputs {
  /** `[steps · batch, channels, …spatial]`, or `[batch, …]` where only the last frame comes out. */
  readonly maps: Value;
  /** What each layer gives, by its name, as `maps`. */
  readonly layers: Values;
  /** States after the last step. */
  readonly states: Values;
}

/** Puts the layers of a spec into the graph of its inputs. */
export function lowerNetwork(spec: NetworkSpec, inputs: NetworkInputs): NetworkOutputs {
  const states = new Map(inputs.states);
  const maps = new Map([[inputName, { value: inputs.maps, steps: inputs.steps }]]);
  const { layers } = describeNetwork(spec);
  for (const { layer, name, from, frames } of layers) {
    const [first, ...more] = from.map((source) => maps.get(source)!);
    const value = lowerLayer(layer, first!.value, {
      steps: first!.steps,
      more: more.map((other) => other.value),
      parameter: (own) => named(inputs.parameters, `${name}.${own}`),
      state: (own) => named(states, `${name}.${own}`),
      setState: (own, next) => void states.set(`${name}.${own}`, next),
    });
    maps.set(name, { value, steps: frames === 'each' ? inputs.steps : 1 });
  }
  const values = new Map([...maps].map(([name, { value }]) => [name, value]));
  return { maps: values.get(layers.at(-1)!.name)!, layers: values, states };
}

function named(values: Values, name: string): Value {
  const value = values.get(name);
  if (!value) throw new TypeError(`no tensor is named ${name}`);
  return value;
}

import type { Value } from '../graph/value.ts';
import { lowerLayer } from '../layers/lower-layer.ts';
import type { NetworkSpec } from '../spec/network-spec.ts';
import { describeNetwork } from './describe-network.ts';

type Values = ReadonlyMap<string, Value>;

/** What a network is put behind. */
export interface NetworkInputs {
  /** Pictures with elements 0..1, `[steps · batch, channels, height, width]`, earliest first. */
  readonly pictures: Value;
  /** By the names of {@link describeNetwork}. */
  readonly parameters: Values;
  /** States before the first step, by the names of {@link describeNetwork}. */
  readonly states: Values;
  /** Frames in time that `pictures` holds. */
  readonly steps: number;
}

/** What a network gives. */
export interface NetworkOutputs {
  /** Shaped like the input pictures. */
  readonly pictures: Value;
  /** States after the last step. */
  readonly states: Values;
}

/** Puts the layers of a spec into the graph of its inputs. */
export function lowerNetwork(spec: NetworkSpec, inputs: NetworkInputs): NetworkOutputs {
  const states = new Map(inputs.states);
  let pictures = inputs.pictures;
  for (const { layer, name } of describeNetwork(spec).layers) {
    pictures = lowerLayer(layer, pictures, {
      steps: inputs.steps,
      parameter: (own) => named(inputs.parameters, `${name}.${own}`),
      state: (own) => named(states, `${name}.${own}`),
      setState: (own, value) => void states.set(`${name}.${own}`, value),
    });
  }
  return { pictures, states };
}

function named(values: Values, name: string): Value {
  const value = values.get(name);
  if (!value) throw new TypeError(`no tensor is named ${name}`);
  return value;
}

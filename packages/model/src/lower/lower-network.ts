import { mul, reshape, toFloat, transpose } from '../graph/operations.ts';
import { fixedShape, type Value } from '../graph/value.ts';
import type { NetworkSpec } from '../spec/network-spec.ts';
import { describeNetwork } from './describe-network.ts';
import { lowerLayer } from './lower-layer.ts';

/** Tensors by name. */
export type Values = ReadonlyMap<string, Value>;

export interface NetworkInputs {
  /** Pictures with elements 0..1, `[steps · batch, channels, height, width]`, earliest first. */
  readonly pictures: Value;
  readonly parameters: Values;
  /** States before the first step, by the names of {@link describeNetwork}. */
  readonly states: Values;
  /** Frames in time that `pictures` holds. */
  readonly steps: number;
}

export interface NetworkOutputs {
  /** Shaped like the input pictures. */
  readonly pictures: Value;
  /** States after the last step. */
  readonly states: Values;
}

/** Puts the layers of a spec into the graph of its inputs. */
export function lowerNetwork(spec: NetworkSpec, inputs: NetworkInputs): NetworkOutputs {
  const states = new Map(inputs.states);
  const context = {
    steps: inputs.steps,
    parameter: (name: string) => named(inputs.parameters, name),
    state: (name: string) => named(states, name),
    setState: (name: string, value: Value) => void states.set(name, value),
  };
  let pictures = inputs.pictures;
  for (const { layer, name } of describeNetwork(spec).layers) {
    pictures = lowerLayer(layer, name, pictures, context);
  }
  return { pictures, states };
}

/** Bytes `[n, height, width, channels]` to elements 0..1 `[n, channels, height, width]`. */
export function normalisePictures(bytes: Value): Value {
  const [height, width, channels] = fixedShape(bytes.shape.slice(1));
  const floats = mul(toFloat(bytes), 1 / 255);
  return channels === 1
    ? reshape(floats, [0, 1, height!, width!])
    : transpose(floats, [0, 3, 1, 2]);
}

function named(values: Values, name: string): Value {
  const value = values.get(name);
  if (!value) throw new TypeError(`no tensor is named ${name}`);
  return value;
}

import { z } from 'zod';
import type { ActivationName } from '../../spec/activation-spec.ts';
import type { ImportedMap } from './imported-map.ts';
import type { LayerCall, ModelFacts } from './layer-call.ts';
import { UnsupportedLayer } from './unsupported-layer.ts';

/** A function of one element as Keras names it. */
export interface KerasActivation {
  readonly name: ActivationName;
  /** Of a leaky ReLU. */
  readonly negativeSlope?: number;
}

const names: Readonly<Record<string, ActivationName>> = {
  linear: 'linear',
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  relu: 'relu',
  relu6: 'relu6',
  elu: 'elu',
  selu: 'selu',
  gelu: 'gelu',
  softplus: 'softplus',
  softsign: 'softsign',
  silu: 'swish',
  swish: 'swish',
  mish: 'mish',
  exponential: 'exponential',
  softmax: 'softmax',
};

/** Keras 3 writes functions as objects, and layers where one was given for a function. */
const objectSchema = z.object({
  class_name: z.string(),
  config: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish(),
});
const slopeSchema = z.object({
  negative_slope: z.number().optional(),
  alpha: z.number().optional(),
});

/** What a configuration calls an activation. Throws UnsupportedLayer for one that is not to be had. */
export function kerasActivation(written: unknown, model: ModelFacts): KerasActivation {
  if (written === null || written === undefined) return { name: 'linear' };
  const object = objectSchema.safeParse(written);
  if (object.success) {
    const { class_name: type, config } = object.data;
    if (type === 'LeakyReLU') return leaky(config);
    return kerasActivation(typeof config === 'string' ? config : type.toLowerCase(), model);
  }
  if (written === 'hard_sigmoid') {
    return { name: model.kerasVersion === 3 ? 'hardSigmoid' : 'hardSigmoidKeras2' };
  }
  if (written === 'leaky_relu') return { name: 'leakyRelu', negativeSlope: 0.2 };
  const name =
    typeof written === 'string' && Object.hasOwn(names, written) ? names[written] : undefined;
  if (!name) {
    throw new UnsupportedLayer(
      `its activation ${JSON.stringify(written)} is none of ${Object.keys(names).join(', ')}, hard_sigmoid, leaky_relu`,
    );
  }
  return { name };
}

function leaky(config: unknown): KerasActivation {
  const { negative_slope: slope, alpha } = slopeSchema.parse(config);
  return { name: 'leakyRelu', negativeSlope: slope ?? alpha ?? 0.3 };
}

/** The activation of a layer that ends with one: what it may hold itself, and what goes behind it. */
export function ownActivation(call: LayerCall): {
  readonly own: ActivationName;
  behind(map: ImportedMap): ImportedMap;
} {
  const activation = kerasActivation(call.config['activation'], call.model);
  const separate = activation.name === 'leakyRelu' || activation.name === 'softmax';
  return {
    own: separate ? 'linear' : activation.name,
    behind: (map) => (separate ? activated(call, map, activation) : map),
  };
}

/** An activation layer behind `map`; none for `linear`. */
export function activated(
  call: LayerCall,
  map: ImportedMap,
  activation: KerasActivation,
): ImportedMap {
  const { name, negativeSlope } = activation;
  if (name === 'linear') return map;
  if (name === 'softmax' && call.model.layout === 'channelsFirst' && map.shape.length > 1) {
    throw new UnsupportedLayer('its softmax goes over the last axis, which is not the channels');
  }
  // Behind a layer of that name, where it is not an activation by itself.
  const place =
    call.network.layers.at(-1)?.name === call.name ? `${call.name}_activation` : call.name;
  return call.network.add(place, map, {
    type: 'activation',
    activation: name,
    ...(negativeSlope !== undefined && { negativeSlope }),
  });
}

/** The activation of a gate, which has no place for a slope. */
export function gateActivation(written: unknown, call: LayerCall): ActivationName {
  const { name } = kerasActivation(written, call.model);
  if (name === 'leakyRelu' || name === 'softmax') {
    throw new UnsupportedLayer(
      `its activation ${JSON.stringify(written)} cannot be had inside a cell`,
    );
  }
  return name;
}

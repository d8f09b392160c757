import { describeNetwork } from '../../lower/describe-network.ts';
import { networkSpecSchema } from '../../spec/network-spec.ts';
import { importConflict } from '../import-conflict.ts';
import type { ImportedNetwork } from '../imported-network.ts';
import { layerOfWeight } from './layer-of-weight.ts';

/** The biases of gates; an encoder–forecaster's output has one that is none. */
const ofGates = /^(?:(?:encoder|forecaster)\d+\.)?bias$/u;

/**
 * A network whose forget gates have a number more in their bias: some code adds one when it runs, where
 * no file shows it. Undefined adds nothing.
 *
 * Throws InputError `import-option` where no layer has a forget gate.
 */
export function withForgetBias(
  network: ImportedNetwork,
  forgetBias: number | undefined,
  name: string,
): ImportedNetwork {
  if (forgetBias === undefined) return network;
  const { layers } = describeNetwork(networkSpecSchema.parse(network.spec));
  const lstms = layers.filter(({ layer }) => lstmTypes.has(layer.type)).map((layer) => layer.name);
  if (lstms.length === 0) {
    throw importConflict(
      `--forget-bias is about ConvLSTMs, which alone have a forget gate, and ${name} holds none; leave it out`,
      name,
    );
  }
  const names = layers.map((layer) => layer.name);
  const weights = new Map(
    [...network.weights].map(([weight, values]) => {
      const { layer, parameter } = layerOfWeight(weight, names);
      const isGates = lstms.includes(layer) && ofGates.test(parameter);
      return [weight, isGates ? raised(values, forgetBias) : values];
    }),
  );
  const note = `${forgetBias} added to the bias of the forget gate of ${lstms.join(', ')}`;
  return { ...network, weights, notes: [...network.notes, note] };
}

const lstmTypes: ReadonlySet<string> = new Set(['convLstm', 'encoderForecaster']);

/** Gates stand in the order input, forget, output, candidate. */
function raised(bias: Float32Array, forgetBias: number): Float32Array {
  const hidden = bias.length / 4;
  return bias.map((value, at) => (Math.floor(at / hidden) === 1 ? value + forgetBias : value));
}

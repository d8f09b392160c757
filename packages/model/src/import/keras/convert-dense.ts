import { z } from 'zod';
import { biasOf } from './convert-convolution.ts';
import { ownActivation } from './keras-activation.ts';
import type { ActivationName } from '../../spec/activation-spec.ts';
import type { ImportedMap } from './imported-map.ts';
import { addTo, inputOf, type LayerCall, type LayerConverter } from './layer-call.ts';
import { slidingSum, windowLength } from './sliding-window.ts';
import { transposed } from './transposed.ts';
import { UnsupportedLayer } from './unsupported-layer.ts';

const schema = z.object({ units: z.int().positive(), use_bias: z.boolean().default(true) });

/** `Dense`, over the last axis: of a map that is every place by itself. Kernel `[in, out]`. */
export const convertDense: LayerConverter = (call) => {
  const config = schema.parse(call.config);
  const { units } = config;
  const input = inputOf(call);
  const onMap = input.shape.length > 1;
  if (onMap && call.model.layout === 'channelsFirst') {
    throw new UnsupportedLayer('it goes over the last axis, which is not the channels');
  }
  const activation = ownActivation(call);
  if (input.time === 'joined') return activation.behind(overWindow(call, input, activation.own));
  const shape = [input.shape[0]!, units];
  const [kernel, given] = call.weights([{ name: 'kernel', shape }, ...biasOf(config, units)]);
  const bias = given ?? new Float32Array(units);
  const result = onMap
    ? addTo(call, input, {
        type: 'conv',
        filters: units,
        kernelSize: 1,
        activation: activation.own,
        weights: { weight: transposed({ shape, values: kernel! }, [1, 0]), bias },
      })
    : addTo(call, input, {
        type: 'dense',
        units,
        activation: activation.own,
        weights: { weight: kernel!, bias },
      });
  return activation.behind(result);
};

/** A dense layer on all frames of a sequence: each frame's part of it, summed over the last frames. */
function overWindow(call: LayerCall, input: ImportedMap, activation: ActivationName): ImportedMap {
  const config = schema.parse(call.config);
  const { units } = config;
  const [features] = input.shape;
  const length = windowLength(call);
  const [kernel, bias] = call.weights([
    { name: 'kernel', shape: [length * features!, units] },
    ...biasOf(config, units),
  ]);
  const biases = new Float32Array(length * units);
  // Once in each sum: with its last part.
  if (bias) biases.set(bias, (length - 1) * units);
  const { network, name } = call;
  const parts = network.add(`${name}_parts`, input, {
    type: 'dense',
    units: length * units,
    weights: {
      weight: transposed({ shape: [length, features!, units], values: kernel! }, [1, 0, 2]),
      bias: biases,
    },
  });
  const rows = network.add(`${name}_rows`, parts, { type: 'reshape', shape: [length, units] });
  const identity = new Float32Array(length * length);
  for (let row = 0; row < length; row += 1) identity[row * length + row] = 1;
  const sum = slidingSum(call, rows, identity);
  if (activation === 'linear') return sum;
  return network.add(`${name}_activation`, sum, { type: 'activation', activation });
}

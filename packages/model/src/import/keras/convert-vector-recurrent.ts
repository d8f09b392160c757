import { z } from 'zod';
import { elementCount } from '../../graph/value.ts';
import { biasOf } from './convert-convolution.ts';
import { candidateLast, recurrentSchema, sequenceOf } from './convert-conv-lstm.ts';
import type { ImportedMap } from './imported-map.ts';
import { gateActivation } from './keras-activation.ts';
import type { LayerCall, LayerConverter } from './layer-call.ts';
import { transposed } from './transposed.ts';
import { UnsuitableInput, UnsupportedLayer } from './unsupported-layer.ts';

const lstmSchema = recurrentSchema.extend({
  units: z.int().positive(),
  use_bias: z.boolean().default(true),
});
const gruSchema = lstmSchema.extend({ reset_after: z.boolean().default(false) });

/** `LSTM`: a ConvLSTM on a map of one place. */
export const convertLstm: LayerConverter = (call) => {
  const config = lstmSchema.parse(call.config);
  const { units } = config;
  const input = vectorsOf(call, config);
  const activations = {
    gateActivation: gateActivation(config.recurrent_activation, call),
    activation: gateActivation(config.activation, call),
  };
  const [kernel, recurrent, bias] = call.weights([
    { name: 'kernel', shape: [input.shape[0]!, 4 * units] },
    { name: 'recurrent_kernel', shape: [units, 4 * units] },
    ...biasOf(config, 4 * units),
  ]);
  return onOnePlace(call, input, (map) =>
    call.network.add(call.name, map, {
      type: 'convLstm',
      hiddenChannels: units,
      kernelSize: 1,
      ...activations,
      returnSequences: config.return_sequences,
      weights: {
        inputWeight: candidateLast(turned(kernel!, [input.shape[0]!, 4 * units])),
        hiddenWeight: candidateLast(turned(recurrent!, [units, 4 * units])),
        bias: candidateLast(bias ?? new Float32Array(4 * units)),
      },
    }),
  );
};

/**
 * `GRU`. Keras keeps the old state where the update gate is open, the spec's layer takes the new one:
 * the gate's weights change sign, and σ(−x) = 1 − σ(x).
 */
export const convertGru: LayerConverter = (call) => {
  const config = gruSchema.parse(call.config);
  const { units } = config;
  const input = vectorsOf(call, config);
  const gate = gateActivation(config.recurrent_activation, call);
  const activation = gateActivation(config.activation, call);
  if (!['sigmoid', 'hardSigmoid', 'hardSigmoidKeras2'].includes(gate)) {
    throw new UnsupportedLayer(`its recurrent_activation ${gate} is no sigmoid`);
  }
  const after = config.reset_after;
  const biasShape = after ? [2, 3 * units] : [3 * units];
  const [kernel, recurrent, bias] = call.weights([
    { name: 'kernel', shape: [input.shape[0]!, 3 * units] },
    { name: 'recurrent_kernel', shape: [units, 3 * units] },
    ...(config.use_bias ? [{ name: 'bias', shape: biasShape }] : []),
  ]);
  const biases = bias ?? new Float32Array(elementCount(biasShape));
  // Of the gates it is all one which bias they have; the candidate's second goes through the reset gate.
  const sums = biases
    .subarray(0, 3 * units)
    .map((value, index) => (index < 2 * units ? value + (biases[3 * units + index] ?? 0) : value));
  return onOnePlace(call, input, (map) =>
    call.network.add(call.name, map, {
      type: 'convGru',
      hiddenChannels: units,
      kernelSize: 1,
      gateActivation: gate,
      activation,
      candidate: after ? 'resetAfter' : 'resetBefore',
      returnSequences: config.return_sequences,
      weights: {
        inputWeight: updateTurned(turned(kernel!, [input.shape[0]!, 3 * units])),
        hiddenWeight: updateTurned(turned(recurrent!, [units, 3 * units])),
        bias: updateTurned(sums),
        ...(after && { candidateBias: biases.slice(5 * units) }),
      },
    }),
  );
};

function vectorsOf(call: LayerCall, config: z.output<typeof recurrentSchema>): ImportedMap {
  const input = sequenceOf(call, config);
  if (input.shape.length === 1) return input;
  throw new UnsuitableInput(
    `it takes vectors and is given maps of ${input.shape.length - 1} dimensions`,
  );
}

/** Gives a vector one spatial axis of size 1, and takes it off again. */
function onOnePlace(
  call: LayerCall,
  input: ImportedMap,
  add: (map: ImportedMap) => ImportedMap,
): ImportedMap {
  const { return_sequences: sequences } = recurrentSchema.parse(call.config);
  const reshaped = (map: ImportedMap, shape: number[], name: string): ImportedMap =>
    call.network.add(name, map, { type: 'reshape', shape });
  const map = add(reshaped(input, [...input.shape, 1], `${call.name}_place`));
  const result = reshaped(map, [map.shape[0]!], `${call.name}_vector`);
  return { ...result, time: sequences ? 'sequence' : 'single' };
}

const turned = (values: Float32Array, shape: readonly number[]): Float32Array =>
  transposed({ shape, values }, [1, 0]);

/** The first third along the first axis with its sign changed. */
function updateTurned(values: Float32Array): Float32Array {
  const third = values.length / 3;
  return values.map((value, index) => (index < third ? -value : value));
}

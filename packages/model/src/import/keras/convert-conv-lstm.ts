import { z } from 'zod';
import { biasOf, convolutionSchema, outputsFirst } from './convert-convolution.ts';
import type { ImportedMap } from './imported-map.ts';
import { gateActivation } from './keras-activation.ts';
import { addTo, inputOf, type LayerCall, type LayerConverter } from './layer-call.ts';
import { checkLayout, rankIn, sizesSchema } from './spatial-window.ts';
import { UnsuitableInput, UnsupportedLayer } from './unsupported-layer.ts';

export const recurrentSchema = z.object({
  return_sequences: z.boolean().default(false),
  go_backwards: z.boolean().default(false),
  stateful: z.boolean().default(false),
  activation: z.unknown().default('tanh'),
  // What Keras 2 wrote nothing for is what Keras 2 took.
  recurrent_activation: z.unknown().default('hard_sigmoid'),
});

const schema = recurrentSchema.extend(convolutionSchema.shape).extend({
  filters: z.int().positive(),
  dilation_rate: sizesSchema.default(1),
});

/**
 * `ConvLSTM1D`, `ConvLSTM2D`, `ConvLSTM3D`. Keras has the gates in the order input, forget, candidate,
 * output, and dilates the input's kernel alone.
 */
export const convertConvLstm: LayerConverter = (call) => {
  const config = schema.parse(call.config);
  const input = sequenceOf(call, config);
  const rank = rankIn(call.type);
  checkLayout(call);
  if (input.shape.length - 1 !== rank) {
    throw new UnsuitableInput(
      `it takes maps of ${rank} dimensions and is given ${input.shape.length === 1 ? 'vectors' : `maps of ${input.shape.length - 1}`}`,
    );
  }
  const { filters, padding } = config;
  if (padding === 'causal') throw new UnsupportedLayer('its padding is causal');
  const perAxis = (value: number | readonly number[]): number[] =>
    typeof value === 'number' ? Array.from({ length: rank }, () => value) : [...value];
  const kernelSize = perAxis(config.kernel_size);
  const activations = {
    gateActivation: gateActivation(config.recurrent_activation, call),
    activation: gateActivation(config.activation, call),
  };

  const [kernel, recurrent, bias] = call.weights([
    { name: 'kernel', shape: [...kernelSize, input.shape[0]!, 4 * filters] },
    { name: 'recurrent_kernel', shape: [...kernelSize, filters, 4 * filters] },
    ...biasOf(config, 4 * filters),
  ]);
  const result = addTo(call, input, {
    type: 'convLstm',
    hiddenChannels: filters,
    kernelSize,
    stride: perAxis(config.strides),
    padding,
    dilation: perAxis(config.dilation_rate),
    hiddenDilation: 1,
    ...activations,
    returnSequences: config.return_sequences,
    weights: {
      inputWeight: candidateLast(outputsFirst(kernel!, kernelSize, [input.shape[0]!, 4 * filters])),
      hiddenWeight: candidateLast(outputsFirst(recurrent!, kernelSize, [filters, 4 * filters])),
      bias: candidateLast(bias ?? new Float32Array(4 * filters)),
    },
  });
  return { ...result, time: config.return_sequences ? 'sequence' : 'single' };
};

/** The sequence that a recurrent layer takes, if it can be had. */
export function sequenceOf(
  call: LayerCall,
  { go_backwards: backwards, stateful }: z.output<typeof recurrentSchema>,
): ImportedMap {
  if (backwards) {
    throw new UnsupportedLayer(
      'it reads sequences backwards (go_backwards): a step cannot see the future',
    );
  }
  const input = inputOf(call);
  if (input.time === 'single') {
    throw new UnsuitableInput(
      'its sequence is made inside the network, of what is no sequence of frames: a step is given one frame of the input at a time',
    );
  }
  if (stateful) {
    call.note(`${call.name} is stateful: here every stream keeps its state until it is reset`);
  }
  return input;
}

/** Quarters along the first axis: input, forget, candidate, output to input, forget, output, candidate. */
export function candidateLast(values: Float32Array): Float32Array {
  const quarter = values.length / 4;
  const part = (index: number) => values.subarray(index * quarter, (index + 1) * quarter);
  const result = new Float32Array(values.length);
  for (const [place, index] of [0, 1, 3, 2].entries()) result.set(part(index), place * quarter);
  return result;
}

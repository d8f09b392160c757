import { z } from 'zod';
import type { ImportedMap } from './imported-map.ts';
import { addTo, inputOf, type LayerCall, type LayerConverter } from './layer-call.ts';
import { slidingSum, windowLength } from './sliding-window.ts';
import { checkLayout, rankIn, sizesSchema, spatialAxes } from './spatial-window.ts';
import { UnsupportedLayer } from './unsupported-layer.ts';

const schema = z.object({
  pool_size: sizesSchema,
  strides: sizesSchema.nullish(),
  padding: z.enum(['same', 'valid']).default('valid'),
});

const kindOf = (type: string): 'max' | 'average' => (type.includes('Max') ? 'max' : 'average');

/** `MaxPooling2D`, `AveragePooling2D` and those of one and three axes. */
export const convertPool: LayerConverter = (call) => {
  const config = schema.parse(call.config);
  const axes = spatialAxes(call, rankIn(call.type));
  return addTo(call, inputOf(call), {
    type: 'pool',
    kind: kindOf(call.type),
    size: axes.perAxis(config.pool_size, 1, 'pool_size'),
    stride: axes.perAxis(config.strides ?? config.pool_size, 1, 'strides'),
    padding: config.padding,
  });
};

/** `GlobalMaxPooling2D`, `GlobalAveragePooling2D` and so on: one vector of a frame. */
export const convertGlobalPool: LayerConverter = (call) => {
  const input = inputOf(call);
  const rank = rankIn(call.type);
  if (input.time === 'sequence' && rank === input.shape.length) return overSequence(call, input);
  spatialAxes(call, rank);
  const pooled = addTo(call, input, { type: 'globalPool', kind: kindOf(call.type) });
  if (call.config['keepdims'] === true) return pooled;
  return call.network.add(`${call.name}_vector`, pooled, {
    type: 'reshape',
    shape: [input.shape[0]!],
  });
};

/** The mean of all frames: of each frame first, then of the last frames' means. */
function overSequence(call: LayerCall, input: ImportedMap): ImportedMap {
  if (kindOf(call.type) === 'max' || call.config['keepdims'] === true) {
    throw new UnsupportedLayer(
      'it goes over all frames of a sequence: a step sees one frame, and keeps a mean alone',
    );
  }
  checkLayout(call);
  const { network, name } = call;
  const length = windowLength(call);
  const frame =
    input.shape.length === 1
      ? input
      : network.add(`${name}_frame`, input, { type: 'globalPool', kind: 'average' });
  const row = network.add(`${name}_row`, frame, { type: 'reshape', shape: [1, input.shape[0]!] });
  return slidingSum(call, row, new Float32Array(length).fill(1 / length));
}

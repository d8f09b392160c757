import { z } from 'zod';
import { addTo, inputOf, type LayerConverter } from './layer-call.ts';
import { rankIn, sizesSchema, spatialAxes } from './spatial-window.ts';
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
  const axes = spatialAxes(call, rankIn(call.type));
  if (axes.overTime === 'overTime') {
    throw new UnsupportedLayer('it goes over all frames of a sequence: a step sees one frame');
  }
  const input = inputOf(call);
  const pooled = addTo(call, input, { type: 'globalPool', kind: kindOf(call.type) });
  if (call.config['keepdims'] === true) return pooled;
  return call.network.add(`${call.name}_vector`, pooled, {
    type: 'reshape',
    shape: [input.shape[0]!],
  });
};

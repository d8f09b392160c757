import { z } from 'zod';
import { biasOf } from './convert-convolution.ts';
import { ownActivation } from './keras-activation.ts';
import { addTo, inputOf, type LayerConverter } from './layer-call.ts';
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
